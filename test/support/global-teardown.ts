import { rm } from 'node:fs/promises';

export default async function tearDown(): Promise<void> {
  const programs = globalThis.compiledPrograms;
  if (programs) await rm(programs, { recursive: true });
  const server = globalThis.throwAwayServer;
  if (!server) return;
  await server.postgres.stop();
  await rm(server.folder, { recursive: true });
}

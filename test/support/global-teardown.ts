import { rm } from 'node:fs/promises';

export default async function tearDown(): Promise<void> {
  const server = globalThis.throwAwayServer;
  if (!server) return;
  await server.postgres.stop();
  await rm(server.folder, { recursive: true });
}

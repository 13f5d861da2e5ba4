import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { JunctionClient } from '@junction-api/sdk';
import type { JourneyName } from '../../src/journeys/index.js';
import { startSandbox, type Play, type Sandbox, type SandboxOptions } from '../../src/sandbox.js';

export const API_KEY = 'sk_us_sandbox_test';
export const SECRET = 'whsec_c2FuZGJveCBzZWNyZXQgZm9yIHRlc3RzIG9ubHk=';

/** No server listens on this port. */
const NOWHERE = 'http://127.0.0.1:9/webhooks';

export async function temporaryFolder(): Promise<string> {
  return await mkdtemp(path.join(os.tmpdir(), 'sandbox-test-'));
}

/** Starts a sandbox on a free port that stores its state in the folder. */
export async function startIn(
  folder: string,
  options: Partial<SandboxOptions> = {},
): Promise<Sandbox> {
  return await startSandbox({
    port: 0,
    folder,
    apiKey: API_KEY,
    webhookSecret: SECRET,
    webhookUrl: NOWHERE,
    ...options,
  });
}

/** Runs a test against a sandbox with its own folder. */
export async function withSandbox(
  options: Partial<SandboxOptions>,
  test: (sandbox: Sandbox) => Promise<void>,
): Promise<void> {
  const folder = await temporaryFolder();
  const sandbox = await startIn(folder, options);
  try {
    await test(sandbox);
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true });
  }
}

export function clientOf(sandbox: Sandbox, apiKey = API_KEY): JunctionClient {
  return new JunctionClient({ apiKey, baseUrl: sandbox.url });
}

/** Takes all steps of a journey at once. No receiver gets the webhooks. */
export function playToTheEnd(sandbox: Sandbox, name: JourneyName, seed = 7): Play {
  return sandbox.playJourney(name, { shuffle: true, seed });
}

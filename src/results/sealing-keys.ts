import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ResultsConfig } from '../config/config.js';
import { SEALING_KEY_BYTES } from '../database/sealer.js';

const DEVELOPMENT_KEY_FILE = '.data/results.key';

/**
 * The keys that encrypt results and quarantined bodies, newest first. Null without keys: then results are not stored,
 * and quarantined bodies are stored unencrypted.
 */
export async function sealingKeys({
  store,
  encryptionKeys,
}: ResultsConfig): Promise<readonly [Buffer, ...Buffer[]] | null> {
  const [newest, ...older] = encryptionKeys;
  if (newest) return [newest, ...older];
  return store === 'ON' ? [await developmentKey(DEVELOPMENT_KEY_FILE)] : null;
}

/** Created at the first start and stored next to the database that it seals. */
export async function developmentKey(file: string): Promise<Buffer> {
  await mkdir(path.dirname(file), { recursive: true });
  try {
    await writeFile(file, randomBytes(SEALING_KEY_BYTES), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFile(file);
}

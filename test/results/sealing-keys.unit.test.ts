import { stat } from 'node:fs/promises';
import path from 'node:path';
import { developmentKey, sealingKeys } from '../../src/results/sealing-keys.js';
import { useFolder } from '../support/use-folder.js';

const KEY = Buffer.alloc(32, 1);

describe('the key that development creates for itself', () => {
  const folder = useFolder({ lifetime: 'TEST' });

  it('stays the same from start to start, and no other account can read it', async () => {
    const file = path.join(folder.path, '.data/results.key');
    const key = await developmentKey(file);
    expect(key).toHaveLength(32);
    expect(await developmentKey(file)).toEqual(key);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});

describe('the keys of results', () => {
  it('are the configured ones, the newest first', async () => {
    const old = Buffer.alloc(32, 2);
    expect(await sealingKeys({ store: 'ON', encryptionKeys: [KEY, old] })).toEqual([KEY, old]);
  });

  it.each(['OFF', 'NO_KEY'] as const)('are none where the store is %s', async (store) => {
    expect(await sealingKeys({ store, encryptionKeys: [] })).toBeNull();
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { useResource, type ResourceOptions } from './use-resource.js';

/** An empty folder that is removed afterwards. */
export function useFolder(options?: ResourceOptions): { readonly path: string } {
  return useResource(
    async () => ({ path: await mkdtemp(path.join(os.tmpdir(), 'order-transactions-test-')) }),
    (folder) => rm(folder.path, { recursive: true, force: true }),
    options,
  );
}

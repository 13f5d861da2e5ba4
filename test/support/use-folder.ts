import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { useResource, type ResourceOptions } from './use-resource.js';

/** An empty folder, which is removed after the tests. */
export function useFolder(options?: ResourceOptions): { readonly path: string } {
  return useResource(
    async () => ({ path: await mkdtemp(path.join(os.tmpdir(), 'order-transactions-test-')) }),
    // A process that the test stops may still write to it.
    (folder) => rm(folder.path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }),
    options,
  );
}

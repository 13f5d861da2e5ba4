import { Pool } from 'pg';
import { poolSettings } from '../../src/database/pool-settings.js';
import { createScratchDatabase } from './database.js';
import { useResource, type ResourceOptions } from './use-resource.js';

export interface ScratchDatabase {
  readonly url: string;
  readonly pool: Pool;
}

/** An empty database without tables for each test, unless the options request another lifetime. */
export function useScratchDatabase(
  options: ResourceOptions = { lifetime: 'TEST' },
): ScratchDatabase {
  return useResource(
    async () => {
      const { url, drop } = await createScratchDatabase();
      const pool = new Pool({ connectionString: url, ...poolSettings(false) });
      // The database is dropped while the last connection is still closing.
      pool.on('error', () => undefined);
      return { url, pool, drop };
    },
    async ({ pool, drop }) => {
      await pool.end();
      await drop();
    },
    options,
  );
}

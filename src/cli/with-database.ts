import { readConfig, type Config } from '../config/config.js';
import { openDatabase, type OpenDatabase } from '../database/open-database.js';
import { entities } from '../service/entities.js';

export interface DatabaseContext {
  readonly config: Config;
  readonly database: OpenDatabase;
}

/**
 * Runs work on the configured database after its migrations, and closes it afterwards. The service may run at the same
 * time.
 */
export async function withDatabase<Result>(
  work: (context: DatabaseContext) => Promise<Result>,
): Promise<Result> {
  const config = readConfig(process.env);
  const database = await openDatabase({ ...config, entities, asGuest: true });
  try {
    return await work({ config, database });
  } finally {
    await database.close();
  }
}

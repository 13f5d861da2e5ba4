import type { DataSourceOptions, EntityManager } from 'typeorm';
import { createDataSource } from '../../database/connections.js';

/** Runs a check that reads tables through their entities. A table may not exist before its migration. */
export async function withEntities<T>(
  url: string,
  entities: NonNullable<DataSourceOptions['entities']>,
  check: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  // Without session settings, which a pooler in place of Postgres rejects: another check reports that.
  const options = { url, entities, poolSize: 1, behindPooler: true };
  const dataSource = await createDataSource(options).initialize();
  try {
    return await check(dataSource.manager);
  } finally {
    await dataSource.destroy();
  }
}

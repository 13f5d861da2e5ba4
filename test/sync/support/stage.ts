import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { poolOf } from '../../../src/database/data-source.js';
import type { JunctionClient } from '../../../src/junction/client.js';
import { startUpstream, type UpstreamServer } from '../../junction/upstream-server.js';
import { emptyTables, openTestDatabase } from '../../support/database.js';
import { jobClient } from './healing.js';

/** What a healing job works between: a mirror, and a Junction that answers as it is told. */
export interface Stage {
  readonly dataSource: DataSource;
  readonly pool: Pool;
  readonly junction: UpstreamServer;
  readonly client: JunctionClient;
}

/** Sets the stage for every test of the file: an empty mirror and a new Junction. */
export function useStage(): Stage {
  let database: DataSource;
  let junction: UpstreamServer;
  let client: JunctionClient;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    await emptyTables(database);
    junction = await startUpstream();
    client = jobClient(junction.baseUrl);
  });
  afterEach(async () => {
    await junction.close();
    await client.close();
  });
  afterAll(() => database.destroy());

  return {
    get dataSource() {
      return database;
    },
    get pool() {
      return poolOf(database);
    },
    get junction() {
      return junction;
    },
    get client() {
      return client;
    },
  };
}

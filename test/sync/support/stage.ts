import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { JunctionClient } from '../../../src/junction/client.js';
import type { UpstreamServer } from '../../junction/upstream-server.js';
import { useUpstream } from '../../junction/use-junction.js';
import { useTestDatabase } from '../../support/use-database.js';
import { useResource } from '../../support/use-resource.js';
import { jobClient } from './healing.js';

/** The systems that `backfill` and `reconcile` connect: a mirror, and a server that replaces Junction. */
export interface Stage {
  readonly dataSource: DataSource;
  readonly pool: Pool;
  readonly junction: UpstreamServer;
  readonly client: JunctionClient;
}

/** An empty mirror and a new Junction for each test of the file. */
export function useStage(): Stage {
  const { dataSource, pool } = useTestDatabase('TEST');
  const junction = useUpstream({ lifetime: 'TEST' });
  const client = useResource(
    () => jobClient(junction.baseUrl),
    (it) => it.close(),
    { lifetime: 'TEST' },
  );
  return { dataSource, pool, junction, client };
}

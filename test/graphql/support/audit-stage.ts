import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { createAuditTrail } from '../../../src/access/audit-trail.js';
import { createAuthenticator } from '../../../src/access/authenticator.js';
import { poolOf } from '../../../src/database/data-source.js';
import type { GraphQLOptions } from '../../../src/graphql/server.js';
import { createMirrorReads } from '../../../src/store/read/index.js';
import { startIssuer, type TestIssuer } from '../../access/support/issuer.js';
import { openTestDatabase } from '../../support/database.js';
import { emptyTables } from '../../support/empty-tables.js';
import { startGraphServer, type GraphServer } from './graph-server.js';
import { INITIAL_ORDER, insertOrder, insertTransaction, REDRAW_ORDER } from './mirror-rows.js';
import { useResource } from '../../support/use-resource.js';

/** The graph with token authentication, two orders of user-a, and a real audit trail. */
export interface AuditStage {
  readonly database: DataSource;
  readonly pool: Pool;
  readonly issuer: TestIssuer;
  readonly graph: GraphServer;
  /** The options for another graph on this stage. */
  readonly sources: Partial<GraphQLOptions>;
  authorization(sub: string, scope?: string): Promise<Record<string, string>>;
  /** Returns the audit entries that the work adds. Entries of other tests remain in the trail, which is append-only. */
  entriesOf(work: () => Promise<unknown>): Promise<unknown[]>;
  /** Empties the tables and inserts the orders. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** A stage for the tests of a file. */
export function useAuditStage(...given: Parameters<typeof openAuditStage>): AuditStage {
  return useResource(
    () => openAuditStage(...given),
    (stage) => stage.close(),
  );
}

async function openAuditStage(given: Partial<GraphQLOptions> = {}): Promise<AuditStage> {
  const database = await openTestDatabase();
  const pool = poolOf(database);
  const issuer = await startIssuer();
  const audit = createAuditTrail({ dataSource: database, pool });
  const sources: Partial<GraphQLOptions> = {
    authenticator: createAuthenticator({ routerSecrets: [], tokens: issuer.settings }),
    mirror: createMirrorReads(pool),
    audit,
    ingest: () => Promise.resolve({ kind: 'UNAUTHENTICATED' }),
    ...given,
  };
  const graph = await startGraphServer(sources);
  return {
    database,
    pool,
    issuer,
    graph,
    sources,
    authorization: async (sub, scope = '') => ({
      authorization: `Bearer ${await issuer.sign({ sub, scope })}`,
    }),
    entriesOf: async (work) => {
      // Without this, the rejections of an earlier test would suppress the entries of this one.
      await audit.flush();
      const before = await newestEntry(pool);
      await work();
      return entriesAfter(pool, before);
    },
    reset: async () => {
      await emptyTables(pool);
      await insertTransaction(pool);
      await insertOrder(pool, { id: INITIAL_ORDER, user_id: 'user-a' });
      await insertOrder(pool, { id: REDRAW_ORDER, user_id: 'user-a' });
    },
    close: async () => {
      await graph.close();
      await issuer.goAway();
      await database.destroy();
    },
  };
}

async function newestEntry(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ newest: string }>(
    'SELECT coalesce(max(id), 0) AS newest FROM audit_entry',
  );
  return rows[0]?.newest ?? '0';
}

/** The entries after an id, which must all belong to one request. */
async function entriesAfter(pool: Pool, id: string): Promise<unknown[]> {
  const { rows } = await pool.query<{ id: string; request_id: string }>(
    'SELECT * FROM audit_entry WHERE id > $1 ORDER BY id',
    [id],
  );
  expect(new Set(rows.map(({ request_id }) => request_id)).size).toBeLessThanOrEqual(1);
  return rows.map(
    ({ id, at, request_id, subject_count, repeats, ...entry }: Record<string, unknown>) => entry,
  );
}

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { ReadDatabase } from '../../database/replicas.js';
import { CannotOpen, type Sealed, type Sealer } from '../../database/sealer.js';
import type { LabResults } from '../model.js';
import { currentOrders, currentTransactions, isFinished, type SubjectKind } from './subjects.js';

/** An order or transaction as the mirror knows it at this moment. */
export interface Standing {
  /** Changes with everything that may come with other results. */
  readonly version: string;
  /** Whether results of this version are worth keeping: further ones would come with a further event. */
  readonly finished: boolean;
  /** What is kept of this very version; null: nothing. */
  readonly results: LabResults | null;
}

export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

/**
 * Results at rest, sealed, each with the version of the mirror that it belongs to. Results of another version than the
 * present one are never found, so nothing has to be deleted when an event comes.
 */
export class StoredResults {
  /** @param reads where {@link find} looks; unless given, in the pool */
  constructor(
    private readonly pool: Pool,
    private readonly sealer: Sealer,
    private readonly logger: Logger,
    private readonly reads: ReadDatabase = pool,
  ) {}

  /** How each of the subjects stands, by id, in one statement. Those that the mirror does not know are left out. */
  async find(kind: SubjectKind, ids: readonly string[]): Promise<Map<string, Standing>> {
    const { rows } = await this.reads.query<FoundRow>({ ...FIND[kind], values: [ids] });
    return new Map(
      rows.map(({ id, status, version, keyId, sealed }) => [
        id,
        {
          version,
          finished: isFinished(kind, status),
          results:
            keyId === null || sealed === null
              ? null
              : this.open({ kind, id }, version, {
                  keyId,
                  sealed: Buffer.from(sealed, 'base64'),
                }),
        },
      ]),
    );
  }

  /** Keeps results that were asked for when the subject stood at this version, unless it has moved on since. */
  async keep({ kind, id }: Subject, version: string, results: LabResults): Promise<void> {
    const { keyId, sealed } = this.sealer.seal(pack(results), sealContext(kind, id, version));
    await this.pool.query({ ...KEEP[kind], values: [[id], version, keyId, sealed] });
  }

  /** What is finished among the transactions and their orders, but not kept as it stands. One statement. */
  async findUnkept(transactionIds: readonly string[]): Promise<Subject[]> {
    const { rows } = await this.pool.query<UnkeptRow>({ ...FIND_UNKEPT, values: [transactionIds] });
    return rows.filter(({ kind, status }) => isFinished(kind, status));
  }

  private open({ kind, id }: Subject, version: string, row: Sealed): LabResults | null {
    try {
      return unpack(this.sealer.open(row, sealContext(kind, id, version)));
    } catch (error) {
      if (!(error instanceof CannotOpen)) throw error;
      this.logger.warn({ reason: error.message }, 'kept results do not open and are asked anew');
      return null;
    }
  }
}

/** A quarter of the bytes: they cost more on their way from the disk than here, and what is sealed cannot be compressed. */
function pack(results: LabResults): Buffer {
  return deflateRawSync(JSON.stringify(results));
}

function unpack(content: Buffer): LabResults {
  return JSON.parse(inflateRawSync(content).toString()) as LabResults;
}

/** What the seal of a row binds: results that were copied to another row, or kept from before an event, do not open. */
export function sealContext(kind: SubjectKind, id: string, version: string): string {
  return `lab_result ${kind} ${id} ${version}`;
}

interface FoundRow {
  id: string;
  status: string | null;
  version: string;
  keyId: string | null;
  /** In base64. */
  sealed: string | null;
}

interface UnkeptRow extends Subject {
  status: string | null;
}

const FIND = {
  TRANSACTION: findOf('TRANSACTION', currentTransactions('t.id = ANY($1::uuid[])')),
  ORDER: findOf('ORDER', currentOrders('o.id = ANY($1::uuid[])')),
};

function findOf(kind: SubjectKind, current: string) {
  return {
    name: `find-results-of-${kind}`,
    // Materialized, or each version would be computed again for every comparison. In base64, since Postgres would send
    // bytes as hexadecimal digits, half as many again.
    text: `WITH current AS MATERIALIZED (${current})
           SELECT current.*, kept.key_id AS "keyId", encode(kept.sealed, 'base64') AS sealed
           FROM current
           LEFT JOIN lab_result AS kept
             ON kept.kind = '${kind}' AND kept.id = current.id AND kept.version = current.version`,
  };
}

const KEEP = {
  TRANSACTION: keepOf('TRANSACTION', currentTransactions('t.id = ANY($1::uuid[])')),
  ORDER: keepOf('ORDER', currentOrders('o.id = ANY($1::uuid[])')),
};

/** Late results of an older version must not take the place of newer ones. */
function keepOf(kind: SubjectKind, current: string) {
  return {
    name: `keep-results-of-${kind}`,
    text: `INSERT INTO lab_result (kind, id, version, key_id, sealed)
           SELECT '${kind}', id, version, $3, $4
           FROM (${current}) AS current WHERE version = $2
           ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version,
             key_id = excluded.key_id, sealed = excluded.sealed, kept_at = excluded.kept_at`,
  };
}

const FIND_UNKEPT = {
  name: 'find-unkept-results',
  text: `SELECT current.kind, current.id, current.status
         FROM (
           SELECT 'TRANSACTION' AS kind, * FROM (${currentTransactions('t.id = ANY($1::uuid[])')}) AS t
           UNION ALL
           SELECT 'ORDER', * FROM (${currentOrders('o.transaction_id = ANY($1::uuid[])')}) AS o
         ) AS current
         WHERE NOT EXISTS (
           SELECT FROM lab_result AS kept
           WHERE kept.kind = current.kind AND kept.id = current.id AND kept.version = current.version)`,
};

import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { inDryRun } from '../database/transaction.js';
import { affectedIdsOf } from '../orders/affected-ids.js';
import type { Fact } from '../orders/facts.js';
import { IngestRejectedError, IngestUnavailableError, type Ingester } from '../ingest/ingester.js';
import { restMessage } from '../ingest/rest-orders.js';
import { applyFacts } from '../store/write/apply-facts.js';
import { readServed, type ServedOrder } from '../store/served-orders.js';
import { loadLocked, partOf } from '../store/write/load.js';
import { repeatWithLocks } from '../store/write/locks.js';
import type { Findings } from './findings.js';

/** Ingests facts that were read from Junction, and records the outcome in the findings. */
export type Intake = (facts: readonly Fact[], findings: Findings) => Promise<void>;

/** Ingests facts into the mirror, the same way as webhooks. */
export function createIntake(pool: Pool, ingester: Ingester): Intake {
  return async (facts, findings) => {
    const orderIds = orderIdsOf(facts);
    const before = await readServed(pool, orderIds);
    await Promise.all(
      facts.map((fact) =>
        ingester
          .take(restMessage(fact))
          .catch((error: unknown) => findings.recordFailure(subjectOf(fact), storeFailure(error))),
      ),
    );
    compare(before, await readServed(pool, orderIds), orderIds, findings);
  };
}

/** Finds what storing the facts would change: it stores them and rolls back. */
export function createDryRunIntake(dataSource: DataSource): Intake {
  return async (facts, findings) => {
    const orderIds = orderIdsOf(facts);
    const { before, after } = await repeatWithLocks((lockFirst) =>
      inDryRun(dataSource, async ({ client }) => {
        const before = await readServed(client, orderIds);
        await applyFacts(client, facts, await loadLocked(client, partOf(facts, lockFirst)));
        return { before, after: await readServed(client, orderIds) };
      }),
    );
    compare(before, after, orderIds, findings);
  };
}

function compare(
  before: ReadonlyMap<string, ServedOrder>,
  after: ReadonlyMap<string, ServedOrder>,
  orderIds: readonly string[],
  findings: Findings,
): void {
  for (const orderId of orderIds) {
    const [was, is] = [before.get(orderId) ?? null, after.get(orderId) ?? null];
    findings.recordComparison({ orderId, before: was, after: is });
  }
}

function orderIdsOf(facts: readonly Fact[]): string[] {
  return [...affectedIdsOf(facts).orderIds];
}

function subjectOf(fact: Fact): string {
  return fact.kind === 'TRANSACTION'
    ? `transaction ${fact.block.transactionId}`
    : `order ${fact.orderId}`;
}

function storeFailure(error: unknown): string {
  if (error instanceof IngestUnavailableError) return 'the database cannot take it in now';
  if (error instanceof IngestRejectedError) return 'it cannot be stored';
  throw error;
}

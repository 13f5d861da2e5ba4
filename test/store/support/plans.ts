import { escapeLiteral, type Pool } from 'pg';
import type { Statement } from '../../../src/store/read/statements.js';

export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

interface Explained {
  readonly 'QUERY PLAN': readonly [{ readonly Plan: PlanNode }];
}

/** The plan of a statement for specific values. */
export async function planOf(pool: Pool, { text, values }: Statement): Promise<PlanNode[]> {
  const { rows } = await pool.query<Explained>({
    text: `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
    values: [...values],
  });
  return nodesOf(rows);
}

/** The generic plan of a prepared statement. */
export async function preparedPlanOf(pool: Pool, { text, values }: Statement): Promise<PlanNode[]> {
  const session = await pool.connect();
  try {
    await session.query(`SET plan_cache_mode = force_generic_plan; PREPARE page AS ${text}`);
    const { rows } = await session.query<Explained>(
      `EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE page (${values.map(literal).join()})`,
    );
    return nodesOf(rows);
  } finally {
    session.release(true);
  }
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `ARRAY[${value.map(literal).join()}]::text[]`;
  return typeof value === 'string' ? escapeLiteral(value) : String(value);
}

function nodesOf([explained]: readonly Explained[]): PlanNode[] {
  return explained ? withDescendants(explained['QUERY PLAN'][0].Plan) : [];
}

function withDescendants(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(withDescendants)];
}

/** Asserts that the plan uses indexes and reads few rows. */
export function expectIndexed(plan: readonly PlanNode[]): void {
  const scans = scansOf(plan);
  expect(scans).toEqual(expect.arrayContaining([expect.stringContaining('Index')]));
  expect(scans).not.toContain('Seq Scan');
  expect(mostRowsOf(plan)).toBeLessThan(2_000);
}

export function scansOf(plan: readonly PlanNode[]): string[] {
  return plan.map((node) => node['Node Type']).filter((type) => type.includes('Scan'));
}

/** The rows of the node that read the most. */
export function mostRowsOf(plan: readonly PlanNode[]): number {
  return Math.max(...plan.map(rowsOf));
}

/** The rows that the node read. */
function rowsOf(node: PlanNode): number {
  return (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
}

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A recorded journey of orders: its webhooks in the order in which Junction sent them, and the expected final state.
 */
export interface Journey {
  name: string;
  webhooks: Record<string, unknown>[];
  /** Positions of webhooks that suffice when all others are lost. */
  sufficient: number[];
  results: Record<string, unknown>;
  expected: {
    transactions: Record<
      string,
      {
        status: string;
        orders: { id: string; origin: string | null; low_level_status: string | null }[];
      }
    >;
    orders: Record<
      string,
      {
        transaction_id: string | null;
        origin: string | null;
        parent_id: string | null;
        status: string;
      }
    >;
  };
}

const FOLDER = path.join(__dirname, '../fixtures/journeys');

export const journeys: Journey[] = readdirSync(FOLDER)
  .sort()
  .map((file) => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Journey);

export function journeyNamed(name: string): Journey {
  const found = journeys.find((journey) => journey.name === name);
  if (!found) throw new Error(`no journey ${name}`);
  return found;
}

import type { JsonFolder } from './json-folder.js';
import type { Transaction } from './lab/transaction.js';
import { placementsOf, type Placement } from './placement.js';

/** An earlier state of a transaction; undefined when it did not exist yet. */
interface Earlier {
  readonly state: Transaction | undefined;
  /** The time when the next state replaced it, in milliseconds since 1970. */
  readonly replacedAt: number;
}

export const LONGEST_LAG_MS = 3_600_000;

/** The view of the REST API: transactions in a past state, as on a replica that lags. */
export class ReadSide {
  private readonly history = new Map<string, readonly Earlier[]>();
  /** Milliseconds. */
  lag = 0;

  constructor(private readonly transactions: JsonFolder<Transaction>) {
    transactions.onReplace((id, state) => this.record(id, state));
  }

  get(id: string): Transaction | undefined {
    if (this.lag === 0) return this.transactions.get(id);
    const shownAt = Date.now() - this.lag;
    const shown = this.history.get(id)?.find(({ replacedAt }) => replacedAt > shownAt);
    return shown ? shown.state : this.transactions.get(id);
  }

  values(): Transaction[] {
    return this.transactions.values().flatMap(({ id }) => this.get(id) ?? []);
  }

  placements(): Placement[] {
    return placementsOf(this.values());
  }

  private record(id: string, state: Transaction | undefined): void {
    const replacedAt = Date.now();
    const needed = (this.history.get(id) ?? []).filter(
      (earlier) => earlier.replacedAt > replacedAt - LONGEST_LAG_MS,
    );
    this.history.set(id, [...needed, { state, replacedAt }]);
  }
}

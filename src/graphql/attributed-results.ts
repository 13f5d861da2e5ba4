import type { OrderRow } from '../orders/read-model.js';
import type { BiomarkerResult, LabResults } from '../results/model.js';
import type { RedrawOutcome } from '../results/redraw-outcome.js';

/** The orders whose samples can have given a result: those of the transaction, or the one order. */
type LoadOrders = () => Promise<readonly OrderRow[]> | readonly OrderRow[];

/** Lab results that know where to look for the orders behind them. */
export interface AttributedResults extends LabResults {
  readonly loadOrders: LoadOrders;
}

export interface AttributedBiomarker extends BiomarkerResult {
  readonly loadOrders: LoadOrders;
}

export interface AttributedOutcome extends RedrawOutcome {
  readonly loadOrders: LoadOrders;
}

export function attributed(
  results: LabResults | null,
  loadOrders: LoadOrders,
): AttributedResults | null {
  return results && { ...results, loadOrders };
}

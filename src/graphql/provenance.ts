import type { OrderRow } from '../store/read/read-model.js';
import type { BiomarkerResult, LabResults } from '../results/model.js';

/** The orders whose samples can have given results: those of the transaction, or the one order. */
type LoadOrders = () => Promise<readonly OrderRow[]> | readonly OrderRow[];

/** Tells which orders the biomarkers of one request come from. */
export class Provenance {
  private readonly traces: { readonly results: LabResults; readonly loadOrders: LoadOrders }[] = [];
  private readonly loadersOfOrders = new Map<BiomarkerResult, LoadOrders>();

  /** Remembers where to look for the orders of results, and hands these on. */
  traced(results: LabResults | null, loadOrders: LoadOrders): LabResults | null {
    if (results) this.traces.push({ results, loadOrders });
    return results;
  }

  /** @returns null where the samples do not tell. */
  async orderOf(biomarker: BiomarkerResult): Promise<OrderRow | null> {
    const { sourceSampleId } = biomarker;
    if (sourceSampleId === null) return null;
    this.followTraces();
    const orders = (await this.loadersOfOrders.get(biomarker)?.()) ?? [];
    return orders.find(({ sampleId }) => sampleId === sourceSampleId) ?? null;
  }

  /** Not before somebody asks: most queries show many biomarkers and no order of theirs. */
  private followTraces(): void {
    for (const { results, loadOrders } of this.traces.splice(0)) {
      for (const biomarker of results.biomarkers) this.loadersOfOrders.set(biomarker, loadOrders);
    }
  }
}

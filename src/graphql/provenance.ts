import type { BiomarkerResult, LabResults } from '../results/model.js';
import type { OrderRow } from '../store/read/index.js';

/** Finds the orders whose samples the biomarkers of one request belong to. */
export class Provenance {
  private readonly traces: {
    readonly results: LabResults;
    readonly orders: readonly OrderRow[];
  }[] = [];
  private readonly ordersOfBiomarkers = new Map<BiomarkerResult, readonly OrderRow[]>();

  /** Records which orders these results may belong to, and returns the results. */
  traced(results: LabResults | null, orders: readonly OrderRow[]): LabResults | null {
    if (results) this.traces.push({ results, orders });
    return results;
  }

  /** @returns null where the results do not name the sample. */
  orderOf(biomarker: BiomarkerResult): OrderRow | null {
    const { sourceSampleId } = biomarker;
    if (sourceSampleId === null) return null;
    this.followTraces();
    const orders = this.ordersOfBiomarkers.get(biomarker) ?? [];
    return orders.find(({ sampleId }) => sampleId === sourceSampleId) ?? null;
  }

  /** Runs on request only: most queries select many biomarkers without their orders. */
  private followTraces(): void {
    for (const { results, orders } of this.traces.splice(0)) {
      for (const biomarker of results.biomarkers) this.ordersOfBiomarkers.set(biomarker, orders);
    }
  }
}

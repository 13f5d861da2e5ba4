interface Event {
  readonly createdAt: string | null;
  readonly status: string;
  readonly order: { readonly origin: string | null };
}
interface Analyte {
  readonly loinc: string | null;
  readonly slug: string | null;
  readonly name: string;
}

/** What the tests use of `format.js`. */
export function actionOf(action: string): string;
export function rowsOf(timeline: readonly Event[]): { text: string; lane: string; title: string }[];
export function markRecovered(
  biomarkers: readonly Analyte[],
  recovered: readonly Analyte[],
): { name: string; isRecovered: boolean }[];

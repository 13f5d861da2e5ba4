import type { Findings } from './record-event.js';

type Readings = NonNullable<Findings['corrections']>;

/** Results with the requested interpretation. Of these, a redraw measures only the hemoglobin. */
export const READINGS = {
  normal: { 'total-cholesterol': '180', 'ldl-cholesterol': '95' },
  abnormal: { 'hemoglobin-a1c': '6.1' },
  critical: { glucose: '480', 'hemoglobin-a1c': '15.2' },
} as const satisfies Record<string, Readings>;

import type { RestFault } from '../types.js';

const UNTIL_CHANGED = 1_000_000;

export const REST_MODES = [
  { mode: 'normal', label: 'Normal' },
  { mode: 'slow', label: 'Results take 8 seconds' },
  { mode: 'failing', label: 'Results fail with 503' },
  { mode: 'down', label: 'Every call fails with 503' },
] as const;

export type RestMode = (typeof REST_MODES)[number]['mode'];

/** The fault of the REST API for a choice of the page; null for none. */
export function faultOf(mode: RestMode): object | null {
  if (mode === 'slow') return { path: '/result', delayMs: 8_000, times: UNTIL_CHANGED };
  if (mode === 'failing') return { path: '/result', status: 503, times: UNTIL_CHANGED };
  if (mode === 'down') return { path: '/v', status: 503, times: UNTIL_CHANGED };
  return null;
}

/** The choice of the page for a fault; null for a fault that the page does not offer. */
export function modeOf(fault: RestFault | null): RestMode | null {
  if (fault === null) return 'normal';
  const { path, status, delayMs } = fault;
  if (path === '/result' && status === undefined && delayMs > 0) return 'slow';
  if (status !== 503) return null;
  if (path === '/result') return 'failing';
  return path === '/v' ? 'down' : null;
}

const READ_LAGS = [0, 10_000, 60_000, 600_000];

/** The choices of the page, with the current one if a program has set another. */
export function readLagsWith(current: number): readonly number[] {
  return [...new Set([...READ_LAGS, current])].sort((one, other) => one - other);
}

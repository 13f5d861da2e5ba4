import { textOf } from '../form.js';

export const INTERPRETATIONS = ['normal', 'abnormal', 'critical'] as const;

/** The default final status of a simulation. */
export function usualStatus(statuses: readonly string[]): string {
  return statuses.find((word) => word.endsWith('.completed')) ?? statuses[0] ?? '';
}

/** The simulation request for the values of the form. */
export function simulationOf(
  orderId: string,
  form: FormData,
): { readonly path: string; readonly body: object } {
  const query = new URLSearchParams({ final_status: textOf(form, 'status') });
  const delay = Number(textOf(form, 'delay'));
  if (delay > 0) query.set('delay', String(delay));
  return {
    path: `/v3/order/${orderId}/test?${query.toString()}`,
    body: {
      interpretation: textOf(form, 'interpretation'),
      has_missing_results: form.has('missing'),
    },
  };
}

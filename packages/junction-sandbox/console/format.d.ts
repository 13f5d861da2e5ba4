/** What the tests use of `format.js`. */
export function badgeOf(webhook: {
  state: string;
  httpStatus: number | null;
  attemptCount: number;
}): {
  kind: string;
  text: string;
};
export function outcomeOf(answer: string | null): string | null;
export function playOptionsOf(form: FormData): Record<string, unknown>;
export function faultOf(mode: string): { path: string } | null;
export function modeOf(fault: object | null): string;

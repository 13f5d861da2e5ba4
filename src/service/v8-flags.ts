import v8 from 'node:v8';

/**
 * Set here, not on the command line, where Node would not start once V8 has dropped one of them. Whether V8 still
 * has them is checked by a test on each supported Node.
 */
export const V8_FLAGS = [
  // The heap grows by 15 % of what is live: docs/performance.md.
  '--heap-growing-percent=15',
  // Objects of a request are never allocated among long-lived ones: docs/performance.md.
  '--no-allocation-site-pretenuring',
] as const;

export function applyV8Flags(): void {
  for (const flag of V8_FLAGS) v8.setFlagsFromString(flag);
}

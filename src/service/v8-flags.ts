import v8 from 'node:v8';

/**
 * Set here instead of on the command line: Node would not start with a flag that V8 has removed. A test checks on each
 * supported Node that V8 still has the flags.
 */
export const V8_FLAGS = [
  // The heap grows by 15 % of the live data: docs/performance.md.
  '--heap-growing-percent=15',
  // Objects of a request are never allocated among long-lived ones: docs/performance.md.
  '--no-allocation-site-pretenuring',
] as const;

export function applyV8Flags(): void {
  for (const flag of V8_FLAGS) v8.setFlagsFromString(flag);
}

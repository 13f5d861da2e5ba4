/**
 * Waits until a condition holds.
 *
 * @throws when the condition does not hold in time
 */
export async function until(
  holds: () => boolean | Promise<boolean>,
  timeMs = 20_000,
): Promise<void> {
  const deadline = performance.now() + timeMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('The condition did not become true in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

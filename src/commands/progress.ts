import { SingleBar } from 'cli-progress';

/** Shows how far long work is: a bar on a terminal, nothing where the output goes to a file. */
export interface Progress {
  advance(by: number): void;
  stop(): void;
}

export function showProgress(what: string, total: number): Progress {
  const bar = new SingleBar({ format: `${what} [{bar}] {value}/{total} {eta_formatted}` });
  bar.start(total, 0);
  return { advance: (by) => bar.increment(by), stop: () => bar.stop() };
}

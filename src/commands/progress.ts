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

/** The same for work that tells how much is done, and of how much, as it goes. */
export function followProgress(what: string) {
  let progress: Progress | undefined;
  let shown = 0;
  return {
    show: (done: number, total: number) => {
      progress ??= showProgress(what, total);
      progress.advance(done - shown);
      shown = done;
    },
    stop: () => progress?.stop(),
  };
}

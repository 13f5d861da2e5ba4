import { SingleBar } from 'cli-progress';

/** A progress bar on standard error; none where standard error is not a terminal. */
export interface ProgressReporter {
  readonly advance: (by: number) => void;
  readonly stop: () => void;
}

export function showProgress(unit: string, total: number): ProgressReporter {
  const bar = new SingleBar({ format: `${unit} [{bar}] {value}/{total} {eta_formatted}` });
  bar.start(total, 0);
  return { advance: (by) => bar.increment(by), stop: () => bar.stop() };
}

/** A progress bar for work that reports how much is done and the total. */
export function followProgress(unit: string) {
  let progress: ProgressReporter | undefined;
  let shown = 0;
  return {
    show: (done: number, total: number) => {
      progress ??= showProgress(unit, total);
      progress.advance(done - shown);
      shown = done;
    },
    stop: () => progress?.stop(),
  };
}

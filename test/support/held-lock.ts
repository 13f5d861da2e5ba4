import type { DataSource } from 'typeorm';
import type { JobLock } from '../../src/database/jobs/run-job.js';

/** The lock of a job, which is never lost. */
export function heldLock({ manager }: DataSource, signal = new AbortController().signal): JobLock {
  return {
    signal,
    write: (work) => work(manager),
    requireHeld: async () => {
      signal.throwIfAborted();
      await Promise.resolve();
    },
  };
}

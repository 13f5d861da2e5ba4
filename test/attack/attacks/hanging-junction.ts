import { setTimeout as pause } from 'node:timers/promises';
import { silence } from '../../junction/upstream-server.js';
import type { Attack } from '../attack.js';
import { p99, resultsOf } from '../target.js';

export const hangingJunction: Attack = {
  promise: 'while Junction hangs, readers are answered at once, also during a probe',
  run: async ({ junction, addTransactions, query }) => {
    const ids = await addTransactions('patient', 20);
    junction.answerWith(silence);
    await Promise.all(ids.map((id) => query(resultsOf(id), 'patient')));
    // The breaker is open for 5 s. After that, one probe takes 5 s.
    const times: number[] = [];
    const probes: Promise<unknown>[] = [];
    for (let tick = 0; tick < 44; tick++) {
      const id = ids[tick % ids.length] ?? '';
      probes.push(
        query(resultsOf(id), 'patient').then(({ milliseconds }) => times.push(milliseconds)),
      );
      await pause(200);
    }
    await Promise.all(probes);
    const waited = times.filter((milliseconds) => milliseconds > 1_000).length;
    return {
      passed: waited <= 2,
      figures: `${waited} of ${times.length} waited, p99 ${p99(times)} ms`,
    };
  },
};

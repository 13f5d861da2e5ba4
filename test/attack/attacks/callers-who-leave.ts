import { setTimeout as pause } from 'node:timers/promises';
import { json } from '../../junction/upstream-server.js';
import type { Attack } from '../attack.js';
import { hasResults, resultsOf } from '../target.js';

const RESULTS = { metadata: { status: 'partial' }, results: [] };
const PAGE = '{ orderTransactions(first: 40) { edges { node { combinedResults { status } } } } }';

export const callersWhoLeave: Attack = {
  promise: 'nothing is begun for callers who have gone, and another reader does not wait for them',
  run: async ({ junction, addTransactions, query }) => {
    await addTransactions('patient', 40);
    const [quick = ''] = await addTransactions('other', 1);
    junction.answerWith((request, response) =>
      json(200, RESULTS, { afterMs: request.url?.includes(quick) === true ? 20 : 3_000 })(
        request,
        response,
      ),
    );
    const leaving = Array.from({ length: 5 }, () =>
      query(PAGE, 'patient', {}, AbortSignal.timeout(1_000)).catch(() => undefined),
    );
    await Promise.all(leaving);
    const begun = junction.requests.length;
    const answer = await query(resultsOf(quick), 'other');
    await pause(4_000);
    const after = junction.requests.length - begun - 1;
    return {
      passed: hasResults(answer) && answer.milliseconds < 1_000 && after === 0,
      figures: `${after} calls begun after they left, the other reader waited ${answer.milliseconds} ms`,
    };
  },
};

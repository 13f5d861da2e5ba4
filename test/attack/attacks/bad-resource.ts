import { json } from '../../junction/upstream-server.js';
import type { Attack } from '../attack.js';
import { hasResults, resultsOf } from '../target.js';

export const badResource: Attack = {
  promise: 'one resource that fails at Junction leaves the others alone',
  run: async ({ junction, addTransactions, query }) => {
    const [bad = '', ...good] = await addTransactions('patient', 21);
    junction.answerWith((request, response) =>
      request.url?.includes(bad) === true
        ? json(500, {})(request, response)
        : json(200, { metadata: { status: 'partial' }, results: [] })(request, response),
    );
    for (let round = 0; round < 20; round++) await query(resultsOf(bad), 'patient');
    const answers = await Promise.all(good.map((id) => query(resultsOf(id), 'patient')));
    const found = answers.filter(hasResults).length;
    return { passed: found === good.length, figures: `${found} of ${good.length} answered` };
  },
};

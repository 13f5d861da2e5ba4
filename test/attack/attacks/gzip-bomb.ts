import { gzipSync } from 'node:zlib';
import type { Attack } from '../attack.js';
import { resultsOf } from '../target.js';

const EXPANDED = Buffer.alloc(256 * 1024 * 1024, ' ');

export const gzipBomb: Attack = {
  promise: 'an upstream body that expands to 256 MB takes no such memory',
  run: async ({ junction, addTransactions, query, megabytes, isAlive }) => {
    const ids = await addTransactions('patient', 4);
    const bomb = gzipSync(EXPANDED);
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    junction.answerWith((_, response) => response.writeHead(200, headers).end(bomb));
    const before = await megabytes();
    let most = before;
    const watch = setInterval(
      () => void megabytes().then((now) => (most = Math.max(most, now))),
      20,
    );
    await Promise.all(ids.map((id) => query(resultsOf(id), 'patient')));
    clearInterval(watch);
    const grown = Math.round(most - before);
    return { passed: isAlive() && grown < 150, figures: `${grown} MB more` };
  },
};

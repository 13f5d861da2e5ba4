import { setImmediate as nextTurn } from 'node:timers/promises';
import { GATEWAY } from '../../src/access/viewer.js';
import type { ReadStatement } from '../../src/database/read-database.js';
import { createMirrorReads, type MirrorReads } from '../../src/store/read/index.js';

interface Statement extends ReadStatement {
  readonly answer: () => void;
}

let statements: Statement[];
let mirror: MirrorReads;

beforeEach(() => {
  statements = [];
  mirror = createMirrorReads({
    query: (statement) =>
      new Promise((resolve) => {
        const answer = () => resolve({ rows: [] } as never);
        statements.push({ ...statement, answer });
      }),
  });
});

function read(id: string, caller?: AbortSignal): Promise<unknown> {
  return mirror.findOrders(GATEWAY, [id], 'FULL', caller);
}

/** Starts two statements, which is the limit of concurrent statements. */
async function occupy(): Promise<void> {
  for (const id of ['first', 'second']) {
    void read(id);
    await nextTurn();
    await nextTurn();
  }
}

async function answerAll(): Promise<void> {
  for (const { answer } of statements.splice(0)) answer();
  await nextTurn();
  await nextTurn();
}

describe('reads that share statements', () => {
  it('omit the reads of callers that disconnect before the statement begins', async () => {
    await occupy();
    const gone = new AbortController();
    const [left, stayed] = [read('left', gone.signal), read('stayed')];
    gone.abort(new Error('gone'));
    await answerAll();
    await expect(left).rejects.toThrow('gone');
    expect(statements.map(({ values }) => values)).toEqual([['{stayed}']]);
    await answerAll();
    expect(await stayed).toEqual([null]);
  });

  it('begin no statement when all callers have disconnected', async () => {
    await occupy();
    const reads = [read('a', AbortSignal.abort()), read('b', AbortSignal.abort())];
    const outcomes = Promise.allSettled(reads);
    await answerAll();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(statements).toEqual([]);
  });

  it('abandon a statement only when all callers that share it have disconnected', async () => {
    const callers = [new AbortController(), new AbortController()];
    const reads = callers.map(({ signal }) => read('shared', signal));
    await nextTurn();
    callers[0]?.abort();
    expect(statements[0]?.isAbandoned?.()).toBe(false);
    callers[1]?.abort();
    expect(statements[0]?.isAbandoned?.()).toBe(true);
    await answerAll();
    await Promise.all(reads);
  });
});

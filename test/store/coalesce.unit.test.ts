import { setImmediate as nextTurn } from 'node:timers/promises';
import { coalesce, type ReadByIds } from '../../src/store/read/coalesce.js';

interface Statement {
  readonly ids: readonly string[];
  readonly isAbandoned: () => boolean;
  readonly answer: () => void;
}

let statements: Statement[];
let read: ReadByIds<string>;

beforeEach(() => {
  statements = [];
  read = coalesce(
    (ids, isAbandoned) =>
      new Promise((resolve) => {
        const answer = () => resolve(new Map(ids.map((id) => [id, `row of ${id}`])));
        statements.push({ ids, isAbandoned, answer });
      }),
  );
});

/** Starts the two statements that can run at once. */
async function occupy(): Promise<void> {
  for (const id of ['first', 'second']) {
    void read([id]);
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
    const [left, stayed] = [read(['left'], gone.signal), read(['stayed'])];
    gone.abort(new Error('gone'));
    await answerAll();
    await expect(left).rejects.toThrow('gone');
    expect(statements.map(({ ids }) => ids)).toEqual([['stayed']]);
    await answerAll();
    expect((await stayed).get('stayed')).toBe('row of stayed');
  });

  it('begin no statement when all callers have disconnected', async () => {
    await occupy();
    const reads = [read(['a'], AbortSignal.abort()), read(['b'], AbortSignal.abort())];
    const outcomes = Promise.allSettled(reads);
    await answerAll();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(statements).toEqual([]);
  });

  it('abandon a statement only when all callers that share it have disconnected', async () => {
    const callers = [new AbortController(), new AbortController()];
    const reads = callers.map(({ signal }) => read(['shared'], signal));
    await nextTurn();
    callers[0]?.abort();
    expect(statements[0]?.isAbandoned()).toBe(false);
    callers[1]?.abort();
    expect(statements[0]?.isAbandoned()).toBe(true);
    await answerAll();
    await Promise.all(reads);
  });
});

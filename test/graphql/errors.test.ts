import { Pool } from 'pg';
import { createMirrorReads, type MirrorReads } from '../../src/store/read/index.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { useGraphServers } from './support/graph-server.js';
import { INITIAL_ORDER, UNKNOWN_ID } from './support/mirror-rows.js';

const startGraph = useGraphServers();
const start = (mirror?: MirrorReads) => startGraph(mirror && { mirror });

describe('an error', () => {
  it('is SERVICE_UNAVAILABLE while the database does not answer', async () => {
    const busy = new Pool({ connectionString: testDatabaseUrl(), statement_timeout: 100 });
    const blocker = await busy.connect();
    await blocker.query('BEGIN; LOCK TABLE lab_order');
    const graph = await start(createMirrorReads(busy));

    const answer = await graph.ask(ORDER, { id: UNKNOWN_ID });
    blocker.release(true);
    await busy.end();

    expect(answer).toMatchObject({
      data: { order: null },
      errors: [
        {
          message: 'The service cannot answer at present. Try again later.',
          path: ['order'],
          extensions: { code: 'SERVICE_UNAVAILABLE' },
        },
      ],
    });
  });

  it('contains no internals when it is unexpected', async () => {
    const graph = await start(failing('relation "lab_order" does not exist'));

    const { data, errors } = await graph.ask(ORDER, { id: UNKNOWN_ID });

    expect(data).toEqual({ order: null });
    expect(errors).toEqual([
      {
        message: 'Something went wrong on the server.',
        path: ['order'],
        locations: [expect.any(Object)],
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ]);
  });

  it('is logged once a request with its cause and without the query', async () => {
    const graph = await start(failing('relation "lab_order" does not exist'));

    await graph.ask(
      `query($id: ID!, $other: ID!) { order(id: $id) { id } other: order(id: $other) { id } }`,
      { id: UNKNOWN_ID, other: INITIAL_ORDER },
    );

    const logged = graph.log.filter((line) => line.includes('a field failed'));
    expect(logged.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        reqId: expect.any(String) as unknown,
        code: 'INTERNAL_SERVER_ERROR',
        path: 'order',
        err: expect.objectContaining({ message: 'relation "lab_order" does not exist' }) as unknown,
      }),
    ]);
    expect(graph.log.join('')).not.toContain(UNKNOWN_ID);
  });

  it("is not logged when it is the caller's", async () => {
    const graph = await start();

    await graph.ask(ORDER, { id: 'malformed' });
    await graph.ask('{ nope }');

    expect(graph.log.join('')).not.toMatch(/field failed|malformed|nope/);
  });

  it('quotes only a part of a long query', async () => {
    const graph = await start();

    const { errors } = await graph.ask(`{ order(id: ["${'x'.repeat(10_000)}"]) { id } }`);

    expect(errors?.[0]?.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(errors?.[0]?.message.length).toBeLessThanOrEqual(400);
  });
});

const ORDER = 'query($id: ID!) { order(id: $id) { id } }';

/** A store that fails, because a real store cannot fail on demand. */
function failing(message: string): MirrorReads {
  const fail = () => Promise.reject(new Error(message));
  return {
    findTransactions: fail,
    findOrders: fail,
    findEvents: fail,
    computePatientActions: fail,
    findOrdered: fail,
    findAppointments: fail,
    listTransactions: fail,
    listTransactionsOfUsers: fail,
  };
}

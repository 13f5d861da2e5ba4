/** Not part of `npm test`, because it requires the routers' binaries: `npm run test:routers`. */
import {
  APOLLO_ROUTER,
  apolloConfiguration,
  HIVE_ROUTER,
  hiveConfiguration,
} from './support/programs.js';
import type { RouterProcess } from './support/router-process.js';
import { send, tokenFor } from './support/router-stage.js';
import { useRouterStage } from './support/use-router-stage.js';

const lab = useRouterStage();
let token: string;

beforeAll(async () => {
  token = await tokenFor(lab.stage, 'anna');
});

describe.each([
  ['Hive Router', HIVE_ROUTER, hiveConfiguration],
  ['Apollo Router', APOLLO_ROUTER, apolloConfiguration],
])('%s with the documented configuration', (_name, program, configuration) => {
  let router: RouterProcess;

  beforeAll(async () => {
    router = await lab.start(program, configuration());
  }, 90_000);

  const ask = (query: string, variables: object = {}, caller: string | null = token) =>
    send(router.url, { token: caller }, query, variables);

  it("joins a person's lab tests to the company's person, and the company's person to a lab test", async () => {
    const { data, errors } = await ask(`{
      user(id: "anna") {
        name
        orderTransactions(first: 5) {
          nodes { status user { name } orders { origin invoiceNumber } }
        }
      }
    }`);

    const name = 'The person anna';
    const invoiceNumber = expect.stringMatching(/^I-/) as unknown;
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      user: {
        name,
        orderTransactions: {
          nodes: [
            {
              status: 'COMPLETED',
              user: { name },
              orders: [
                { origin: 'INITIAL', invoiceNumber },
                { origin: 'REDRAW', invoiceNumber },
              ],
            },
          ],
        },
      },
    });
  });

  it('finds what the company refers to, and null where the caller is not authorized to read it', async () => {
    const { data, errors } = await ask(
      '{ appointments { nodes { id labTest { status } order { phase invoiceNumber } } } }',
    );

    expect(errors).toBeUndefined();
    expect(data).toEqual({
      appointments: {
        nodes: [
          {
            id: 'anna',
            labTest: { status: 'COMPLETED' },
            order: { phase: 'COLLECTING_SAMPLE', invoiceNumber: expect.any(String) as unknown },
          },
          { id: 'ben', labTest: null, order: null },
        ],
      },
    });
  });

  it('serves fragments, variables, directives and results', async () => {
    const { data, errors } = await ask(
      `query($id: ID!, $isOmitted: Boolean!) {
        orderTransaction(id: $id) {
          ...Status
          rawStatus @skip(if: $isOmitted)
          combinedResults { biomarkers { name } }
          redrawOutcome { complete }
        }
      }
      fragment Status on OrderTransaction { status }`,
      { id: lab.stage.annas.id, isOmitted: true },
    );

    expect(errors).toBeUndefined();
    expect(data).toEqual({
      orderTransaction: {
        status: 'COMPLETED',
        combinedResults: { biomarkers: expect.arrayContaining([]) as unknown },
        redrawOutcome: { complete: true },
      },
    });
  });

  it.each([
    ['a page is too large', 'BAD_USER_INPUT', 'first: 101', true],
    ['a cursor is invalid', 'BAD_USER_INPUT', 'after: "x"', true],
    ['there is no token', 'UNAUTHENTICATED', 'first: 5', false],
  ])(
    "keeps the company's data, and passes one code on, when %s",
    async (_when, code, argument, hasToken) => {
      const page = `orderTransactions(${argument}) { nodes { id } }`;
      const caller = hasToken ? token : null;

      const beside = await ask(`{ appointments { nodes { id } } ${page} }`, {}, caller);
      const inside = await ask(`{ user(id: "anna") { name ${page} } }`, {}, caller);

      expect(beside).toMatchObject({
        status: 200,
        data: { appointments: { nodes: [{ id: 'anna' }, { id: 'ben' }] }, orderTransactions: null },
        codes: [code],
      });
      expect(inside).toMatchObject({
        status: 200,
        data: { user: { name: 'The person anna', orderTransactions: null } },
        codes: [code],
      });
    },
  );

  it('passes UNAUTHENTICATED on once for a token that has ended', async () => {
    const ended = await tokenFor(lab.stage, 'anna', -60);
    const query = `{ orderTransaction(id: "${lab.stage.annas.id}") { status } }`;

    const { status, codes, data } = await ask(query, {}, ended);

    expect({ status, codes }).toEqual({ status: 200, codes: ['UNAUTHENTICATED'] });
    // Apollo Router omits the data when no field has any.
    expect(data?.orderTransaction ?? null).toBeNull();
  });

  it('answers a page whose size, and a list whose order, the client sends as null', async () => {
    const query = `query($first: Int, $by: OrdersOrderBy) {
      user(id: "anna") { orderTransactions(first: $first) { nodes { orders(orderBy: $by) { origin } } } }
    }`;

    const { data, errors } = await ask(query, { first: null, by: null });

    const orders = [{ origin: 'INITIAL' }, { origin: 'REDRAW' }];
    expect(errors).toBeUndefined();
    expect(data).toEqual({ user: { orderTransactions: { nodes: [{ orders }] } } });
  });

  it('passes the code on when Junction fails, and keeps everything but the results', async () => {
    const fault = { path: '/result', status: 503, times: 1_000 };
    const steer = (method: string, body: string | null = null) =>
      fetch(`${lab.stage.sandbox.url}/_sandbox/fault`, {
        method,
        body,
        headers: body === null ? {} : { 'content-type': 'application/json' },
      });
    await steer('PUT', JSON.stringify(fault));

    const answer = await ask(
      `{ order(id: "${lab.stage.annas.orderId}") { status results { status } } }`,
    );
    await steer('DELETE');

    expect(answer).toMatchObject({
      data: { order: { status: 'REDRAW_AVAILABLE', results: null } },
      codes: ['UPSTREAM_UNAVAILABLE'],
    });
  });
});

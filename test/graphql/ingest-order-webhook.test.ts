import type { WebhookDelivery, WebhookReception } from '../../src/graphql/sources.js';
import { startGraphServer, type GraphServer } from './support/graph-server.js';

const INPUT = {
  messageId: 'msg_1',
  timestamp: '1772463600',
  signature: 'v1,c2lnbmF0dXJl',
  payload: '{ "name": "Zoë" }',
};

let graph: GraphServer;
let received: WebhookDelivery[];
let reception: WebhookReception;

beforeAll(async () => {
  graph = await startGraphServer({
    ingest: (delivery) => {
      received.push(delivery);
      return Promise.resolve(reception);
    },
  });
});

beforeEach(() => {
  received = [];
  reception = { kind: 'ACCEPTED', outcome: 'APPLIED' };
});

afterAll(() => graph.close());

function ingest(input: object = INPUT) {
  return graph.ask(
    `mutation($input: IngestOrderWebhookInput!) {
      ingestOrderWebhook(input: $input) { outcome userErrors { code field message } }
    }`,
    { input },
  );
}

describe('the mutation ingestOrderWebhook', () => {
  it('hands on the delivery byte for byte and tells what became of it', async () => {
    const answer = await ingest();

    const { payload, ...headers } = INPUT;
    expect(received).toEqual([{ ...headers, body: Buffer.from(payload, 'utf8') }]);
    expect(answer).toEqual({
      data: { ingestOrderWebhook: { outcome: 'APPLIED', userErrors: [] } },
    });
  });

  it('tells the caller of a payload that is too large', async () => {
    reception = { kind: 'TOO_LARGE' };

    expect(await ingest()).toEqual({
      data: {
        ingestOrderWebhook: {
          outcome: null,
          userErrors: [
            {
              code: 'TOO_LARGE',
              field: ['input', 'payload'],
              message: 'The payload is larger than 1 MiB.',
            },
          ],
        },
      },
    });
  });

  it.each(['UNAUTHENTICATED', 'UNAVAILABLE'] as const)('fails when it is %s', async (kind) => {
    reception = { kind };

    const { data, errors } = await ingest();

    expect(data).toBeNull();
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      { code: kind === 'UNAVAILABLE' ? 'SERVICE_UNAVAILABLE' : 'UNAUTHENTICATED' },
    ]);
  });

  it('quotes nothing of an input that it refuses', async () => {
    const answer = await ingest({ messageId: 'msg_1', payload: '{ "name": "Zoë" }; Zoë' });

    expect(received).toEqual([]);
    expect(answer.errors?.[0]).toMatchObject({
      message: 'Variable "$input" got an invalid value.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(JSON.stringify(answer)).not.toContain('Zoë');
  });
});

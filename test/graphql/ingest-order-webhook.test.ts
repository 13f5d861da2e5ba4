import type { Reception } from '../../src/webhooks/receiver.js';
import { Ingester } from '../../src/ingest/ingester.js';
import { OrderNotices } from '../../src/ingest/order-notices.js';
import { Quarantine } from '../../src/ingest/quarantine.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { createReceiver } from '../../src/webhooks/receiver.js';
import { SECRET, signedDelivery } from '../support/deliveries.js';
import { journeyNamed } from '../support/journeys.js';
import { startGraphServer, type GraphServer, useGraphServer } from './support/graph-server.js';
import { INITIAL_ORDER } from './support/mirror-rows.js';
import { useTestDatabase } from '../support/use-database.js';

const created = JSON.stringify(journeyNamed('b01-redraw-full').webhooks[0]);

function ingest(graph: GraphServer, input: object) {
  return graph.ask(
    `mutation($input: IngestOrderWebhookInput!) {
      ingestOrderWebhook(input: $input) { outcome userErrors { code field message } }
    }`,
    { input },
  );
}

function signedInput(payload: string) {
  const { id: messageId, timestamp, signature } = signedDelivery(payload);
  return { messageId, timestamp, signature, payload };
}

describe('the mutation ingestOrderWebhook', () => {
  const { dataSource, pool } = useTestDatabase('TEST');
  const graph = useGraphServer(() => ({
    mirror: createMirrorReads(pool),
    ingest: createReceiver({
      ingester: new Ingester(pool),
      notices: new OrderNotices(dataSource),
      quarantine: new Quarantine(dataSource, null),
      secrets: [SECRET],
      teamIds: [],
    }),
  }));

  it('ingests a signed delivery in any encoding', async () => {
    const answer = await ingest(
      graph,
      signedInput(created.replace('"first_name":"Test"', '"first_name":"Zoë 👩‍⚕️"')),
    );

    expect(answer).toEqual({
      data: { ingestOrderWebhook: { outcome: 'APPLIED', userErrors: [] } },
    });
    expect(await graph.ask(`{ order(id: "${INITIAL_ORDER}") { status testId testName } }`)).toEqual(
      {
        data: {
          order: {
            status: 'ORDERED',
            testId: '40f78b0d-afb3-45f1-9831-2ae31884ab85',
            testName: 'Test Panel',
          },
        },
      },
    );
  });

  it('recognizes a message that it ingested before', async () => {
    const input = signedInput(created);
    await ingest(graph, input);

    expect(await ingest(graph, input)).toMatchObject({
      data: { ingestOrderWebhook: { outcome: 'DUPLICATE' } },
    });
  });

  it('rejects a delivery that was changed after it was signed', async () => {
    const { data, errors } = await ingest(graph, { ...signedInput(created), payload: '{}' });

    expect(data).toEqual({ ingestOrderWebhook: null });
    expect(errors).toMatchObject([
      {
        message: 'The delivery is not signed by Junction.',
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ]);
  });

  it('quotes nothing of an input that it rejects', async () => {
    const answer = await ingest(graph, { payload: '{ "name": "Zoë" }; Zoë' });

    expect(answer.errors?.[0]).toMatchObject({
      message:
        '`$input` is invalid: Field "messageId" of required type "String!" was not provided.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(JSON.stringify(answer)).not.toContain('Zoë');
  });
});

describe('the response of ingestOrderWebhook', () => {
  it('names the field of a payload that is too large', async () => {
    expect(await answerTo({ kind: 'TOO_LARGE' })).toEqual({
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

  it('is a temporary error while nothing can be ingested', async () => {
    expect(await answerTo({ kind: 'UNAVAILABLE', retryAfterSeconds: 5 })).toMatchObject({
      data: { ingestOrderWebhook: null },
      errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }],
    });
  });
});

async function answerTo(reception: Reception) {
  const graph = await startGraphServer({ ingest: () => Promise.resolve(reception) });
  const answer = await ingest(graph, signedInput(created));
  await graph.close();
  return answer;
}

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isJourneyName, JOURNEY_NAMES, type JourneyName } from '../journeys/index.js';
import type { OnDelivery } from '../delivery/courier.js';
import type { SupplementFaults } from '../delivery/supplement-faults.js';
import { AlreadyPlayedError } from '../already-played-error.js';
import type { Play } from '../sandbox.js';
import { addWebhookRoutes, type WebhookControl } from '../console/webhook-routes.js';
import { ORDER_STATUSES } from '../lab/order-statuses.js';
import { DeliveryStream } from './delivery-stream.js';
import type { Faults } from './faults.js';
import { read } from './input.js';
import { LONGEST_LAG_MS, type ReadSide } from '../read-side.js';
import { RejectionError } from './rejection-error.js';

/** The request for a journey. Omitted parts have the defaults of the command line. */
const JourneyOptions = z.strictObject({
  seed: z.number().int().min(0).exactOptional(),
  clientUserId: z.string().min(1).exactOptional(),
  shuffle: z.boolean().exactOptional(),
  duplicates: z.number().int().min(0).exactOptional(),
  lost: z.number().min(0).max(1).exactOptional(),
  pause: z.number().int().min(0).exactOptional(),
  burst: z.boolean().exactOptional(),
  delay: z.number().int().min(0).exactOptional(),
  truncated: z.number().int().min(0).exactOptional(),
  wrongSecret: z.number().int().min(0).exactOptional(),
  lag: z.number().int().min(0).exactOptional(),
  frozen: z.boolean().exactOptional(),
});

const SECRET = 'whsec_[A-Za-z0-9+/]{32,}={0,2}';
/** Several secrets, separated by commas, during a rotation. */
const NewSecret = z.strictObject({
  secret: z.string().regex(new RegExp(`^${SECRET}(,${SECRET})*$`)),
});

const ReadLag = z.strictObject({ ms: z.number().int().min(0).max(LONGEST_LAG_MS) });

type StartJourney = (
  name: JourneyName,
  options: z.infer<typeof JourneyOptions>,
  onDelivery?: OnDelivery,
) => Pick<Play, 'transactionId' | 'orderIds' | 'delivered'>;

export interface Control extends WebhookControl {
  /** The URL that receives the webhooks. */
  readonly webhookUrl: string;
  /** The key that callers of the REST API send. */
  readonly apiKey: string;
  readonly play: StartJourney;
  readonly transactions: () => unknown;
  readonly faults: Faults;
  readonly supplementFaults: SupplementFaults;
  readonly reads: ReadSide;
}

function start(
  control: Control,
  name: JourneyName,
  options: z.infer<typeof JourneyOptions>,
  follow: DeliveryStream | null,
) {
  try {
    return control.play(name, options, follow ? (attempt) => follow.add(attempt) : undefined);
  } catch (error) {
    if (error instanceof AlreadyPlayedError) throw new RejectionError(409, error.message);
    throw error;
  }
}

/** Controls the sandbox under `/_sandbox`. It is not part of Junction's API and requires no key. */
export function addControlRoutes(server: FastifyInstance, control: Control): void {
  server.get('/_sandbox/journeys', () => JOURNEY_NAMES);
  server.get('/_sandbox/transactions', () => control.transactions());

  server.get('/_sandbox/state', () => ({
    webhookUrl: control.webhookUrl,
    apiKey: control.apiKey,
    secret: control.courier.secret,
    held: control.courier.gate.enabled,
    fault: control.faults.current,
    supplementFaults: control.supplementFaults.current,
    readLagMs: control.reads.lag,
    journeys: JOURNEY_NAMES,
    statuses: ORDER_STATUSES,
  }));
  addWebhookRoutes(server, control);

  server.post<{ Params: { name: string }; Querystring: { follow?: string } }>(
    '/_sandbox/journeys/:name',
    ({ params, query, body }, reply) => {
      const { name } = params;
      if (!isJourneyName(name)) {
        throw new RejectionError(404, `There is no journey "${name}": ${JOURNEY_NAMES.join(', ')}`);
      }
      const options = read(JourneyOptions, 'body', body ?? {});
      const follow = query.follow === undefined ? null : new DeliveryStream();
      const { transactionId, orderIds, delivered } = start(control, name, options, follow);
      if (follow === null) return reply.code(202).send({ transactionId, orderIds });
      follow.begin({ transactionId, orderIds }, delivered);
      return reply.code(202).type('application/x-ndjson').send(follow);
    },
  );

  server.post('/_sandbox/secret', ({ body }, reply) => {
    control.courier.useSecret(read(NewSecret, 'body', body).secret);
    control.changes.notify();
    return reply.code(204).send();
  });

  server.put('/_sandbox/read-lag', ({ body }) => {
    const lag = read(ReadLag, 'body', body);
    control.reads.lag = lag.ms;
    control.changes.notify();
    return lag;
  });

  server.put('/_sandbox/fault', ({ body }) => {
    const fault = control.faults.set(body);
    control.changes.notify();
    return fault;
  });
  server.delete('/_sandbox/fault', (_, reply) => {
    control.faults.clear();
    control.changes.notify();
    return reply.code(204).send();
  });
}

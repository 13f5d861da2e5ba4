import { randomInt } from 'node:crypto';
import path from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { AppointmentDesk } from './appointment-desk.js';
import { AlreadyPlayedError } from './already-played-error.js';
import { ChangeStreams } from './console/change-stream.js';
import { Courier, type OnDelivery } from './delivery/courier.js';
import { DeliveryLog } from './delivery/delivery-log.js';
import type { Message } from './delivery/message.js';
import { SupplementFaults } from './delivery/supplement-faults.js';
import { JsonFolder } from './json-folder.js';
import type { JourneyName } from './journeys/index.js';
import { playThrough, type RunInput } from './journeys/play-through.js';
import type { Transaction } from './lab/transaction.js';
import { IN_ORDER, type DeliveryOptions } from './delivery-options.js';
import { OrderDesk } from './order-desk.js';
import { perform } from './perform.js';
import { planOf } from './plan.js';
import { StepWriter } from './step-writer.js';
import { ReadSide } from './read-side.js';
import { Faults } from './rest/faults.js';
import type { StoredResponses } from './rest/idempotency.js';
import { createServer } from './rest/server.js';
import { transactionSummary, type TransactionSummary } from './transaction-summary.js';

const WEBHOOK_TIMEOUT = 15_000;

export interface SandboxOptions {
  /** The port on 127.0.0.1; 0 selects a free port. */
  readonly port: number;
  /** The folder of transactions and undelivered webhooks. */
  readonly folder: string;
  /** The value that callers must send as `x-vital-api-key`. */
  readonly apiKey: string;
  /** `whsec_…`; during a rotation several secrets, separated by commas. */
  readonly webhookSecret: string;
  readonly webhookUrl: string;
  /** The factor for Junction's delays before another attempt; default 1. */
  readonly timeScale?: number;
  readonly onDelivery?: OnDelivery;
  readonly logger?: FastifyBaseLogger;
}

/** Every part has a default: a new seed, one test patient, no duplicates, webhooks in the order of the steps. */
export type PlayOptions = Partial<RunInput & DeliveryOptions>;

/** A journey that is ready to start. */
export interface StagedJourney {
  readonly transactionId: string;
  /** Takes the steps and sends the webhooks. @returns whether every webhook was delivered */
  readonly play: () => Promise<boolean>;
}

export interface Play {
  readonly transactionId: string;
  /** Includes orders that later steps will place, in the order of placement. */
  readonly orderIds: readonly string[];
  /** Resolves after the last webhook with whether every webhook was delivered. */
  readonly delivered: Promise<boolean>;
  /** Removes the undelivered webhooks, so the next start does not send them. */
  readonly discard: () => void;
}

/** A local Junction: its REST API, and the webhooks of the journeys that it plays. */
export interface Sandbox {
  /** The base URL of the REST API. */
  readonly url: string;
  /** Plays a journey with a new transaction. */
  playJourney(name: JourneyName, options?: PlayOptions, onDelivery?: OnDelivery): Play;
  /** Prepares a journey, for callers that need its ids before the first webhook is sent. */
  stageJourney(name: JourneyName, options?: PlayOptions): StagedJourney;
  /** All transactions, including those of earlier runs. */
  transactions(): TransactionSummary[];
  /** Sends the webhooks that an earlier run accepted but did not deliver. */
  deliverLeftovers(): Promise<void>;
  /** Stops journeys and deliveries, then the REST API. */
  close(): Promise<void>;
}

/** The sandbox's key and secret are public, so a service with real patients must not trust them. */
export class NotInProductionError extends Error {
  override readonly message = 'The sandbox does not run with NODE_ENV=production.';
}

/**
 * Starts the sandbox.
 *
 * @throws NotInProductionError, or the error of a port in use or an unreadable folder
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  if (process.env.NODE_ENV === 'production') throw new NotInProductionError();
  const { port, folder, apiKey, webhookSecret, webhookUrl, logger } = options;
  const transactions = new JsonFolder<Transaction>(path.join(folder, 'transactions'));
  const reads = new ReadSide(transactions);
  const outbox = new JsonFolder<Message>(path.join(folder, 'outbox'));
  const changes = new ChangeStreams();
  const log = new DeliveryLog(() => changes.notify());
  const courier = new Courier(
    {
      webhookUrl,
      webhookSecret,
      timeScale: options.timeScale ?? 1,
      timeout: WEBHOOK_TIMEOUT,
      onDelivery: options.onDelivery ?? (() => undefined),
    },
    outbox,
    log,
  );
  const supplementFaults = new SupplementFaults();
  const writer = new StepWriter(transactions, courier, supplementFaults);
  const stage = createStage(transactions, courier, supplementFaults);
  const storedResponses: StoredResponses = new JsonFolder(path.join(folder, 'answers'));
  const playJourney = (
    name: JourneyName,
    playOptions: PlayOptions = {},
    onDelivery?: OnDelivery,
  ): Play => {
    const { play, ...journey } = stage(name, playOptions, onDelivery);
    return { ...journey, delivered: play() };
  };
  const summaries = () => transactions.values().map(transactionSummary);
  const control = {
    webhookUrl,
    apiKey,
    play: playJourney,
    transactions: summaries,
    faults: new Faults(),
    supplementFaults,
    reads,
    log,
    courier,
    changes,
  };
  const server = createServer({
    apiKey,
    transactions,
    reads,
    desk: new OrderDesk(transactions, courier, writer),
    appointments: new AppointmentDesk(writer),
    storedResponses,
    control,
    logger,
  });

  return {
    url: await server.listen({ host: '127.0.0.1', port }),
    playJourney,
    stageJourney: stage,
    transactions: summaries,
    deliverLeftovers: () => courier.deliverLeftovers(),
    close: async () => {
      courier.close();
      await server.close();
    },
  };
}

function createStage(
  transactions: JsonFolder<Transaction>,
  courier: Courier,
  faults: SupplementFaults,
) {
  return (
    name: JourneyName,
    playOptions: PlayOptions = {},
    onDelivery?: OnDelivery,
  ): StagedJourney & Pick<Play, 'orderIds' | 'discard'> => {
    const input = { seed: randomInt(2 ** 32), clientUserId: 'test-patient', ...playOptions };
    const steps = playThrough(name, input);
    const end = steps.at(-1)?.transaction;
    if (!end) throw new Error(`The journey "${name}" has no steps`);
    if (transactions.get(end.id)) throw new AlreadyPlayedError(name, input.seed);
    const options = { ...IN_ORDER, ...input };
    const plan = planOf(steps, options);
    return {
      transactionId: end.id,
      orderIds: end.orders.map((order) => order.id),
      play: () => perform(plan, options, transactions, courier, faults, onDelivery),
      discard: () => {
        for (const { message } of plan.flatMap((batch) => batch.deliveries)) {
          courier.forget(message.id);
        }
      },
    };
  };
}

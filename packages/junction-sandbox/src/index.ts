export { DEFAULTS } from './defaults.js';
export type { DeliveryAttempt } from './delivery/courier.js';
export { formatDelivery } from './format-delivery.js';
export { JOURNEY_NAMES, type JourneyName } from './journeys/index.js';
export { playThrough } from './journeys/play-through.js';
export type { Step } from './lab/step.js';
export {
  NotInProductionError as NotInProductionError,
  startSandbox,
  type Play,
  type PlayOptions,
  type Sandbox,
  type SandboxOptions,
  type StagedJourney,
} from './sandbox.js';
export { orderBody, type OrderBody } from './wire/order.js';
export { transactionBody } from './wire/transaction.js';
export type { TransactionSummary } from './transaction-summary.js';

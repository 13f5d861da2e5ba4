import type { Reception } from '../../webhooks/receiver.js';
import { MUTATION_ACTIONS, mutationOutcome } from '../audited-mutations.js';
import { cancelOrder } from '../cancel-order.js';
import { graphError } from '../errors.js';
import { trackOrder } from '../track-order.js';
import type { IngestOrderWebhookPayload, MutationResolvers } from '../generated/schema-types.js';

export const Mutation: MutationResolvers = {
  ingestOrderWebhook: (_root, { input }, { ingest, audit, log, caller }) =>
    audit.recorded(
      MUTATION_ACTIONS.ingestOrderWebhook,
      [],
      async () => {
        const { messageId, timestamp, signature, payload } = input;
        const body = Buffer.from(payload, 'utf8');
        return payloadOf(await ingest({ messageId, timestamp, signature, body }, log, caller));
      },
      mutationOutcome,
    ),
  trackOrder: (_root, { input }, context) => trackOrder(input, context),
  cancelOrder: (_root, { input }, context) => cancelOrder(input, context),
};

function payloadOf(reception: Reception): IngestOrderWebhookPayload {
  switch (reception.kind) {
    case 'ACCEPTED':
      return { outcome: reception.outcome, userErrors: [] };
    case 'TOO_LARGE':
      return { outcome: null, userErrors: [PAYLOAD_TOO_LARGE] };
    case 'UNAUTHENTICATED':
      throw graphError('UNAUTHENTICATED', 'The delivery is not signed by Junction.');
    case 'UNAVAILABLE':
      throw graphError('SERVICE_UNAVAILABLE', 'The delivery was not taken in. Try again later.');
  }
}

const PAYLOAD_TOO_LARGE = {
  code: 'TOO_LARGE',
  field: ['input', 'payload'],
  message: 'The payload is larger than 1 MiB.',
};

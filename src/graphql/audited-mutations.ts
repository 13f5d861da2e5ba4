import type { ApolloServerPlugin } from '@apollo/server';
import { getOperationAST, OperationTypeNode, visit, type DocumentNode } from 'graphql';
import type { AuditAction, AuditOutcome } from '../access/audit-trail.js';
import type { RequestContext } from './context.js';
import { publicError } from './errors.js';
import type { Mutation } from './generated/schema-types.js';

/** What the audit trail calls each mutation. */
export const MUTATION_ACTIONS = {
  ingestOrderWebhook: 'INGEST_ORDER_WEBHOOK',
  trackOrder: 'TRACK_ORDER',
  cancelOrder: 'CANCEL_ORDER',
} satisfies Record<Exclude<keyof Mutation, '__typename'>, AuditAction>;

/** The end of a mutation's resolver, as the audit trail calls it. */
export function mutationOutcome(
  ended: PromiseSettledResult<{ readonly userErrors: readonly unknown[] }>,
): AuditOutcome {
  if (ended.status === 'fulfilled') return ended.value.userErrors.length > 0 ? 'REFUSED' : 'DONE';
  const { code } = publicError(ended.reason);
  return code === 'FORBIDDEN' || code === 'UNAUTHENTICATED' ? 'REFUSED' : 'FAILED';
}

/** Notes mutations that end over HTTP before their resolver: for want of a token, beyond a limit, or invalid. */
export const auditedMutations: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ contextValue, document, request: { operationName } }) =>
        document ? noteRefused(document, operationName, contextValue) : Promise.resolve(),
    }),
};

/** Notes what an operation holds of mutations that did not come to their resolver. Never rejects. */
export async function noteRefused(
  document: DocumentNode,
  operationName: string | null | undefined,
  { audit, log }: Pick<RequestContext, 'audit' | 'log'>,
): Promise<void> {
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== OperationTypeNode.MUTATION) return;
  // Nothing was done or read, so the refusal may be told all the same.
  await audit.refused(actionsIn(document)).catch((error: unknown) => {
    log.error({ err: error }, 'a refused mutation could not be noted');
  });
}

/** Of every field that is called like a mutation: what was not valid is not followed through its fragments. */
function actionsIn(document: DocumentNode): AuditAction[] {
  const names = new Set<string>();
  visit(document, { Field: ({ name }) => void names.add(name.value) });
  return Object.entries(MUTATION_ACTIONS).flatMap(([name, action]) =>
    names.has(name) ? [action] : [],
  );
}

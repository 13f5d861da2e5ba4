import { getOperationAST, OperationTypeNode, visit, type DocumentNode } from 'graphql';
import type { AuditAction, AuditOutcome } from '../access/audit-trail.js';
import type { RequestContext } from './context.js';
import { publicError } from './errors.js';
import type { Mutation } from './generated/schema-types.js';

/** The action of each mutation in the audit trail. */
export const MUTATION_ACTIONS = {
  ingestOrderWebhook: 'INGEST_ORDER_WEBHOOK',
  trackOrder: 'TRACK_ORDER',
  cancelOrder: 'CANCEL_ORDER',
} satisfies Record<Exclude<keyof Mutation, '__typename'>, AuditAction>;

/** The outcome of a mutation's resolver in the audit trail. */
export function mutationOutcome(
  settled: PromiseSettledResult<{ readonly userErrors: readonly unknown[] }>,
): AuditOutcome {
  if (settled.status === 'fulfilled')
    return settled.value.userErrors.length > 0 ? 'REJECTED' : 'DONE';
  const { code } = publicError(settled.reason);
  return code === 'FORBIDDEN' || code === 'UNAUTHENTICATED' ? 'REJECTED' : 'FAILED';
}

/** Records the mutations of an operation whose resolvers did not run. Never rejects. */
export async function auditRejected(
  document: DocumentNode,
  operationName: string | null | undefined,
  { audit, log }: Pick<RequestContext, 'audit' | 'log'>,
): Promise<void> {
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== OperationTypeNode.MUTATION) return;
  // Nothing was changed or read, so the rejection may be returned without its audit entry.
  await audit.rejected(actionsIn(document)).catch((error: unknown) => {
    log.error({ err: error }, 'a rejected mutation could not be recorded in the audit trail');
  });
}

/**
 * Returns the actions of all fields with the name of a mutation, because fragments of an invalid document cannot be
 * resolved.
 */
function actionsIn(document: DocumentNode): AuditAction[] {
  const names = new Set<string>();
  visit(document, { Field: ({ name }) => void names.add(name.value) });
  return Object.entries(MUTATION_ACTIONS).flatMap(([name, action]) =>
    names.has(name) ? [action] : [],
  );
}

import { UNAUTHENTICATED_VIEWER } from '../access/viewer.js';
import type { MirrorReads } from '../store/read/index.js';
import { DOCUMENTS } from './document-kinds.js';
import type { DocumentPermission } from './document-links.js';

/**
 * Whether the viewer that requested a link may still read its document: the order may belong to another person now, or
 * be erased.
 *
 * @param mirror reads from the primary
 */
export async function mayRead(
  mirror: Pick<MirrorReads, 'findOrders' | 'findTransactions'>,
  { kind, id, viewer: name, userId, seesAll }: DocumentPermission,
): Promise<boolean> {
  const viewer = { ...UNAUTHENTICATED_VIEWER, name, userId, seesAll };
  if (DOCUMENTS[kind].subject === 'ORDER') {
    const [order] = await mirror.findOrders(viewer, [id], 'SUMMARY');
    return order != null;
  }
  const [transaction] = await mirror.findTransactions(viewer, [id], 'SUMMARY');
  return transaction?.members?.areComplete === true;
}

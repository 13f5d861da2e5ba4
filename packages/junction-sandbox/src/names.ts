import { createHash } from 'node:crypto';

/**
 * Ids are digests of names. A seed therefore determines every id of a journey, and the stored state needs no ids that
 * can be derived.
 */
function digest(names: readonly string[]): string {
  return createHash('sha256').update(names.join('/')).digest('hex');
}

/** The UUID for these names, e.g. for an order's appointment. */
export function uuidFor(...names: readonly string[]): string {
  const hex = digest(names);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** A webhook's message id, in Svix's format. */
export function messageIdFor(...names: readonly string[]): string {
  return `msg_${digest(names).slice(0, 27)}`;
}

/** A laboratory's number for the sample of an order. */
export function sampleIdFor(orderId: string): string {
  const number = Number.parseInt(digest(['sample', orderId]).slice(0, 12), 16) % 10 ** 10;
  return `T${String(number).padStart(10, '0')}`;
}

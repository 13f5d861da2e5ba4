import { z } from 'zod';
import type { Placement } from '../placement.js';
import { read, uuid } from './input.js';
import { RejectionError } from './rejection-error.js';

/** The source of orders. */
export interface Orders {
  placements(): readonly Placement[];
}

const Path = z.object({ order_id: uuid });

/**
 * Finds the order that a path names.
 *
 * @param unknown the message for an unknown order; it differs between endpoints.
 */
export function findOrder(orders: Orders, params: unknown, unknown: string): Placement {
  const { order_id: id } = read(Path, 'path', params);
  const placement = orders.placements().find(({ order }) => order.id === id);
  if (!placement) throw new RejectionError(404, unknown);
  return placement;
}

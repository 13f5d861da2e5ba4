import { z } from 'zod';
import type { OrderDesk, Placement } from '../order-desk.js';
import { read, uuid } from './input.js';
import { Refusal } from './refusal.js';

const Path = z.object({ order_id: uuid });

/**
 * The order that a path names.
 *
 * @param unknown the message for an unknown order, which differs from endpoint to endpoint.
 */
export function findOrder(desk: OrderDesk, params: unknown, unknown: string): Placement {
  const { order_id: id } = read(Path, 'path', params);
  const placement = desk.placements().find(({ order }) => order.id === id);
  if (!placement) throw new Refusal(404, unknown);
  return placement;
}

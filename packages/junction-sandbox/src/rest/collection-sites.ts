import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { collectionSitesBody } from '../wire/collection-sites.js';
import { read, several } from './input.js';
import { findOrder, type Orders } from './order-path.js';
import { RejectionError } from './rejection-error.js';

const Query = z.strictObject({
  radius: z.enum(['10', '20', '25', '50', '100']).default('25'),
  capabilities: several(
    z.enum(['stat', 'appointment_scheduling_via_junction', 'appointment_scheduling_with_lab']),
  ).default([]),
});

/** `GET /v3/order/{id}/psc/info`: the laboratory's sites around a patient. */
export function addCollectionSiteRoutes(server: FastifyInstance, orders: Orders): void {
  server.get('/v3/order/:order_id/psc/info', ({ params, query }) => {
    const { transaction } = findOrder(orders, params, "This order doesn't exist");
    const { radius, capabilities } = read(Query, 'query', query);
    if (transaction.method !== 'walk_in_test') throw new RejectionError(400, 'Not a walk-in test');
    return collectionSitesBody(Number(radius), capabilities);
  });
}

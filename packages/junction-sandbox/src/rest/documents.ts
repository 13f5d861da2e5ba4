import type { FastifyInstance, FastifyReply } from 'fastify';
import { markerOf } from '../lab/panel.js';
import { lowStatusOf } from '../lab/status.js';
import { PATIENT } from '../lab/people.js';
import type { Transaction } from '../lab/transaction.js';
import { sampleIdFor } from '../names.js';
import { hasAbn } from '../wire/collection.js';
import { pdfOf } from '../wire/pdf.js';
import { combinedResults, orderResults, type ResultsBody } from '../wire/results.js';
import { findOrder, type Orders } from './order-path.js';
import { noResults, RejectionError } from './rejection-error.js';

/** Serves the PDFs of orders and transactions, and the metadata of results. */
export function addDocumentRoutes(
  server: FastifyInstance,
  orders: Orders,
  findTransaction: (params: unknown) => Transaction,
): void {
  server.get('/v3/order/:order_id/result/metadata', ({ params }) => {
    const { transaction, order } = findOrder(orders, params, 'Order not found');
    const results = orderResults(transaction, order);
    if (!results) throw noResults(order.id);
    return results.metadata;
  });

  server.get('/v3/order/:order_id/result/pdf', ({ params }, reply) => {
    const { transaction, order } = findOrder(orders, params, 'Order not found');
    return sendResults(reply, orderResults(transaction, order), order.id);
  });

  server.get('/v3/order_transaction/:transaction_id/result/pdf', ({ params }, reply) => {
    const transaction = findTransaction(params);
    const orderId = transaction.orders[0]?.id ?? transaction.id;
    return sendResults(reply, combinedResults(transaction), orderId);
  });

  server.get('/v3/order/:order_id/requisition/pdf', ({ params }, reply) => {
    const { order } = findOrder(orders, params, "This order doesn't exist");
    const requested = order.events.some(
      ({ status }) => lowStatusOf(status) === 'requisition_created',
    );
    if (!requested) throw new RejectionError(404, 'This order has no requisition');
    return sendPdf(reply, [
      'Requisition',
      order.id,
      `Sample ${sampleIdFor(order.id)}`,
      'Ordered markers:',
      ...order.markers.map((slug) => markerOf(slug).name),
    ]);
  });

  server.get('/v3/order/:order_id/abn_pdf', ({ params }, reply) => {
    const { transaction, order } = findOrder(orders, params, "This order doesn't exist");
    if (!hasAbn(transaction.method)) throw new RejectionError(404, 'This order has no ABN');
    return sendPdf(reply, ['Advance Beneficiary Notice', order.id]);
  });
}

function sendResults(reply: FastifyReply, results: ResultsBody | null, orderId: string) {
  if (!results) throw noResults(orderId);
  const values = Array.isArray(results.results) ? results.results : [];
  const lines = values.map(({ name, result, unit }) => `${name}: ${result} ${unit ?? ''}`.trim());
  return sendPdf(reply, [
    'Laboratory report',
    `${PATIENT.first_name} ${PATIENT.last_name}`,
    ...lines,
  ]);
}

function sendPdf(reply: FastifyReply, lines: readonly string[]) {
  return reply.type('application/pdf').send(pdfOf(lines));
}

import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { requireLocalRequest } from '../console/local-requests.js';
import { addConsolePage } from '../console/page-routes.js';
import type { JsonFolder } from '../json-folder.js';
import type { Transaction } from '../lab/transaction.js';
import type { OrderDesk } from '../order-desk.js';
import type { ReadSide } from '../read-side.js';
import type { AppointmentDesk } from '../appointment-desk.js';
import { addAppointmentRoutes, addSupplementFaults } from './appointments.js';
import { addCollectionSiteRoutes } from './collection-sites.js';
import { addControlRoutes, type Control } from './control.js';
import { addDocumentRoutes } from './documents.js';
import { addFaults } from './faults.js';
import type { StoredResponses } from './idempotency.js';
import { addOrderActions } from './order-actions.js';
import { addOrderRoutes } from './orders.js';
import { RejectionError } from './rejection-error.js';
import { addTransactionRoutes, transactionFinder } from './transactions.js';
import { addUserRoutes } from './users.js';

export interface ServerOptions {
  readonly apiKey: string;
  readonly transactions: JsonFolder<Transaction>;
  /** The view that `GET` requests read. */
  readonly reads: ReadSide;
  readonly desk: OrderDesk;
  readonly appointments: AppointmentDesk;
  readonly storedResponses: StoredResponses;
  readonly control: Control;
  readonly logger?: FastifyBaseLogger | undefined;
}

/** Creates Junction's REST API over the stored transactions. The server does not listen yet. */
export function createServer({
  apiKey,
  transactions,
  reads,
  desk,
  appointments,
  storedResponses,
  control,
  logger,
}: ServerOptions): FastifyInstance {
  const server = fastify(logger ? { loggerInstance: logger } : {});

  server.addHook('onRequest', (request, _reply, done) => {
    if (isOfConsole(request.url)) {
      requireLocalRequest(request);
      done();
    } else {
      const authorized = request.headers['x-vital-api-key'] === apiKey;
      done(authorized ? undefined : new RejectionError(401, 'Missing or invalid API key'));
    }
  });
  server.setErrorHandler(async (error, request, reply) => {
    if (error instanceof RejectionError) {
      return await reply.code(error.status).send({ detail: error.detail });
    }
    request.log.error(error);
    return await reply.code(500).send({ detail: 'Internal Server Error' });
  });
  server.setNotFoundHandler(() => {
    throw new RejectionError(404, 'Not Found');
  });

  addFaults(server, control.faults);
  addConsolePage(server);
  addControlRoutes(server, control);
  const findTransaction = transactionFinder(reads);
  addTransactionRoutes(server, findTransaction);
  addOrderRoutes(server, reads);
  addOrderActions(server, desk, storedResponses);
  addAppointmentRoutes(server, { reads, orders: desk, desk: appointments });
  addSupplementFaults(server, control);
  addCollectionSiteRoutes(server, reads);
  addDocumentRoutes(server, reads, findTransaction);
  addUserRoutes(server, transactions);
  return server;
}

/** The console and its calls require no key. */
function isOfConsole(url: string): boolean {
  return /^\/(?:\?.*)?$|^\/console\/|^\/_sandbox\//.test(url);
}

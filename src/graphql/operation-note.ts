import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BaseLogger } from 'pino';
import type { RequestContext } from './context.js';
import type { ErrorCode } from './errors.js';
import type { CountOperation, Executor } from './metrics.js';

/** What is noted of an operation while it runs: neither its text nor its variables, which may tell of a patient. */
export interface OperationNote {
  /** Null until it is known. */
  kind: 'query' | 'mutation' | 'subscription' | null;
  /** What executed it. Null when nothing did. */
  executor: Executor | null;
  /** Of the errors in its answer, each once. */
  readonly codes: Set<string>;
}

const notes = new WeakMap<FastifyRequest, OperationNote>();

/** The one note of a request. */
export function noteOf(request: FastifyRequest): OperationNote {
  const note = notes.get(request) ?? newNote();
  notes.set(request, note);
  return note;
}

export function newNote(): OperationNote {
  return { kind: null, executor: null, codes: new Set() };
}

/** Fills the note of each operation. */
export const noteOperation: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ contextValue: { note }, operation }) => {
        note.kind = operation?.operation ?? null;
        return Promise.resolve();
      },
      executionDidStart: ({ contextValue: { note } }) => {
        note.executor = 'graphql-js';
        return Promise.resolve();
      },
      willSendResponse: ({ contextValue: { note }, response: { body } }) => {
        const { errors = [] } = body.kind === 'single' ? body.singleResult : body.initialResult;
        for (const { extensions } of errors) note.codes.add(String(extensions?.code));
        return Promise.resolve();
      },
    }),
};

/** Logs and counts what was asked over HTTP, once it is answered. */
export function tellOperation(
  request: FastifyRequest,
  { statusCode, elapsedTime }: FastifyReply,
  count: CountOperation,
): void {
  const note = noteOf(request);
  if (told.has(note)) return;
  // Apollo refuses what it cannot read as a request before it makes a context.
  if (statusCode >= 400 && note.codes.size === 0) {
    note.codes.add(codeOfStatus(statusCode));
  }
  tell(note, elapsedTime, request.log, count);
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 503) return 'SERVICE_UNAVAILABLE';
  return status >= 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_USER_INPUT';
}

/** Those of event streams are told when the subscription ends, and not again with the response. */
const told = new WeakSet<OperationNote>();

/** Writes the one line that each operation leaves, and counts it. */
export function tell(
  note: OperationNote,
  durationMs: number,
  log: Pick<BaseLogger, 'info'>,
  count: CountOperation,
): void {
  told.add(note);
  const { kind, executor, codes } = note;
  const operation = kind ?? 'unknown';
  log.info({ operation, codes: [...codes], durationMs: Math.round(durationMs) }, 'graphql');
  count({ operation, executor, codes: [...codes], durationMs });
}

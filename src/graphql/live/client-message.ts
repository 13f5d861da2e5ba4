import { MessageType } from 'graphql-ws';

/** A message of the protocol graphql-transport-ws, with its type and the operation to which it belongs. */
export interface ClientMessage {
  readonly text: string;
  readonly type: unknown;
  readonly id: string;
}

const SERVER_TYPES: ReadonlySet<unknown> = new Set([
  MessageType.ConnectionAck,
  MessageType.Next,
  MessageType.Error,
]);

/** Returns the type null for text that is not JSON: graphql-ws rejects it. */
export function readMessage(text: string): ClientMessage {
  try {
    const { type, id } = JSON.parse(text) as { type?: unknown; id?: unknown };
    return { text, type, id: String(id) };
  } catch {
    return { text, type: null, id: '' };
  }
}

/**
 * Whether the protocol permits messages of this type from servers only. When a client sends one, graphql-ws throws the
 * same kind of error as for a fault of its own.
 */
export function isServerMessage({ type }: ClientMessage): boolean {
  return SERVER_TYPES.has(type);
}

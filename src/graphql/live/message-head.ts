import { MessageType } from 'graphql-ws';

/** The type of a message of the protocol graphql-transport-ws, and the operation to which it belongs. */
export interface MessageHead {
  readonly type: unknown;
  readonly id: string;
}

const SERVER_TYPES: ReadonlySet<unknown> = new Set([
  MessageType.ConnectionAck,
  MessageType.Next,
  MessageType.Error,
]);

/** Returns the type null for text that is not JSON: graphql-ws rejects it. */
export function headOf(text: string): MessageHead {
  try {
    const { type, id } = JSON.parse(text) as { type?: unknown; id?: unknown };
    return { type, id: String(id) };
  } catch {
    return { type: null, id: '' };
  }
}

/**
 * Whether the protocol permits messages of this type from servers only. When a client sends one, graphql-ws throws the
 * same kind of error as for a fault of its own.
 */
export function isServerMessage({ type }: MessageHead): boolean {
  return SERVER_TYPES.has(type);
}

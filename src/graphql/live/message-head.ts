import { MessageType } from 'graphql-ws';

/** The start of a message of graphql-transport-ws. */
export interface MessageHead {
  readonly type: unknown;
  readonly id: string;
}

const SERVER_TYPES: ReadonlySet<unknown> = new Set([
  MessageType.ConnectionAck,
  MessageType.Next,
  MessageType.Error,
]);

/** Messages that graphql-ws cannot parse have no type here either. */
export function headOf(text: string): MessageHead {
  try {
    const { type, id } = JSON.parse(text) as { type?: unknown; id?: unknown };
    return { type, id: String(id) };
  } catch {
    return { type: null, id: '' };
  }
}

/** Whether only a server sends messages of this type. For one of a client, graphql-ws throws an error like for its own faults. */
export function isServerMessage({ type }: MessageHead): boolean {
  return SERVER_TYPES.has(type);
}

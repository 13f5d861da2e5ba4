import { randomUUID } from 'node:crypto';
import type { InboxMessage } from '../../src/store/write/inbox.js';
import { factOf, readPayload } from '../../src/webhooks/payload.js';

/** The webhooks that contain a fact, as messages for the inbox with different keys. */
export function messagesOf(webhooks: readonly object[], prefix: string): InboxMessage[] {
  return webhooks.flatMap((webhook, index) => {
    const payload = readPayload(Buffer.from(JSON.stringify(webhook)));
    const fact = factOf(payload);
    if (fact === null || payload.kind === 'UNREADABLE') return [];
    const { eventType } = payload;
    return [{ source: 'WEBHOOK' as const, key: `${prefix}-${index}`, eventType, fact }];
  });
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** A copy with new ids, so that one database can contain a journey many times. */
export function withFreshIds<T>(value: T): T {
  const fresh = new Map<string, string>();
  const text = JSON.stringify(value).replace(UUID, (id) => {
    const known = fresh.get(id) ?? randomUUID();
    fresh.set(id, known);
    return known;
  });
  return JSON.parse(text) as T;
}

import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { watchReceiver, type Played, type PlayRequest } from './play.js';
import { PlayError } from './receiver.js';

const TIME_LIMIT_MS = 2_000;
const Receiver = z.object({ webhookUrl: z.string() });
const ErrorBody = z.object({ detail: z.string() });
const Started = z.object({ transactionId: z.string() });
const Attempt = z.object({
  messageId: z.string(),
  eventType: z.string(),
  origin: z.string(),
  status: z.string(),
  attempt: z.number(),
  httpStatus: z.number().nullable(),
});
const Ended = z.object({ delivered: z.boolean() });
const Line = z.union([Attempt, Ended]);

/** The URL of the sandbox at a port of this machine, if it sends its webhooks to the same receiver. */
export async function findRunningSandbox(port: number, webhookUrl: string): Promise<string | null> {
  const url = `http://127.0.0.1:${port}`;
  const response = await fetch(`${url}/_sandbox/state`, {
    signal: AbortSignal.timeout(TIME_LIMIT_MS),
  }).catch(() => null);
  const receiver = Receiver.safeParse(await response?.json().catch(() => null));
  return receiver.success && comparable(receiver.data.webhookUrl) === comparable(webhookUrl)
    ? url
    : null;
}

function comparable(url: string): string {
  return new URL(url).href.replace('//localhost:', '//127.0.0.1:');
}

/**
 * Plays a journey on a running sandbox, which then stores its results.
 *
 * @returns null when `stopped` settles first
 * @throws PlayError when the sandbox rejects the request, or when the receiver goes away or rejects the webhooks
 */
export async function playThere(
  sandboxUrl: string,
  request: PlayRequest,
  stopped: Promise<void>,
): Promise<Played | null> {
  const response = await fetch(`${sandboxUrl}/_sandbox/journeys/${request.journey}?follow=true`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request.options),
  });
  if (!response.ok || response.body === null) throw await errorOf(response);
  const watch = watchReceiver(request);
  const stream = Readable.fromWeb(response.body);
  const played = follow(stream, request, watch.onAttempt);
  // The promise rejects after the race has settled when the stream is destroyed early.
  played.catch(() => undefined);
  try {
    return await Promise.race([played, watch.failed, stopped.then(() => null)]);
  } finally {
    stream.destroy();
  }
}

async function errorOf(response: Response): Promise<PlayError> {
  const body = ErrorBody.safeParse(await response.json().catch(() => null));
  return new PlayError(
    body.success ? body.data.detail : `The running sandbox answered ${response.status}.`,
  );
}

async function follow(
  stream: Readable,
  { onStart }: PlayRequest,
  onAttempt: ReturnType<typeof watchReceiver>['onAttempt'],
): Promise<Played> {
  let transactionId: string | null = null;
  for await (const text of createInterface({ input: stream })) {
    const content: unknown = JSON.parse(text);
    if (transactionId === null) {
      ({ transactionId } = Started.parse(content));
      onStart(transactionId);
      continue;
    }
    const line = Line.parse(content);
    if ('delivered' in line) return { transactionId, delivered: line.delivered };
    onAttempt(line);
  }
  throw new PlayError('The running sandbox stopped before the journey was complete.');
}

import { connect } from 'node:net';
import type { DeliveryAttempt } from '../delivery/courier.js';

const TIME_LIMIT_MS = 3_000;

/** A play that cannot continue. The message is one sentence that contains the remedy. */
export class PlayError extends Error {
  override readonly name = 'PlayError';
}

/** @throws PlayError when nothing listens at the URL */
export async function requireReceiver(url: string): Promise<void> {
  const reason = await connectionProblem(new URL(url));
  if (reason === null) return;
  throw new PlayError(
    `Nothing answers at ${url} (${reason}): start the receiver, or correct --to.`,
  );
}

function connectionProblem({ hostname, port, protocol }: URL): Promise<string | null> {
  const number = Number(port || (protocol === 'https:' ? 443 : 80));
  return new Promise((resolve) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: number });
    const settle = (reason: string | null) => {
      socket.destroy();
      resolve(reason);
    };
    socket.setTimeout(TIME_LIMIT_MS, () => settle('no response in time'));
    socket.once('connect', () => settle(null));
    socket.once('error', ({ code, message }: NodeJS.ErrnoException) => settle(code ?? message));
  });
}

/** @throws PlayError when no attempt after this one can succeed */
export async function checkAttempt(
  { attempt, httpStatus }: DeliveryAttempt,
  url: string,
): Promise<void> {
  if (httpStatus === 401 || httpStatus === 403)
    throw new PlayError(
      `The receiver answered ${httpStatus}: sign with the secret that it expects (--secret).`,
    );
  if (httpStatus === 404 || httpStatus === 405)
    throw new PlayError(`The receiver answered ${httpStatus}: correct the path of --to.`);
  if (httpStatus !== null) return;
  await requireReceiver(url);
  // A fault can truncate a first attempt.
  if (attempt > 1)
    throw new PlayError(
      `${url} accepts connections and does not answer: look at the receiver, or correct --to.`,
    );
}

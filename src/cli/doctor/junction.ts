import type { JunctionConfig } from '../../config/config.js';
import { createJunctionClient } from '../../junction/client.js';
import { UpstreamError } from '../../junction/upstream-error.js';
import { compareClock } from './clock.js';
import { CheckFailure, runCheck, type Finding } from './finding.js';

const TIME_LIMIT_MS = 5_000;

/** Checks the configured Junction by one small list of orders. Null: the sandbox, which needs no check. */
export async function* checkJunction(junction: JunctionConfig | null): AsyncGenerator<Finding> {
  if (junction === null) {
    const message = 'the local Junction that "npm start" starts';
    yield { subject: 'Junction', isOk: true, message };
    return;
  }
  yield await runCheck('webhook secret', () => checkSecrets(junction));
  yield await runCheck('Junction', () => checkAnswer(junction));
  yield await runCheck('clock', () => compareClock('Junction', () => timeOf(junction)));
}

function checkSecrets({ webhookSecrets }: JunctionConfig): string {
  return webhookSecrets.length === 1
    ? 'is set'
    : `${webhookSecrets.length} are accepted: take the old ones away when the rotation is over`;
}

async function checkAnswer({ baseUrl, apiKey }: JunctionConfig): Promise<string> {
  const limits = { deadlineMs: TIME_LIMIT_MS, retries: 0 };
  const client = createJunctionClient({ baseUrl, apiKey, limits });
  try {
    await client.listOrders({ page: 1, size: 1 });
    return `${baseUrl} answers, and takes the key`;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    throw new CheckFailure(remedyOf(error, baseUrl));
  } finally {
    await client.close();
  }
}

function remedyOf({ code, reason, status }: UpstreamError, baseUrl: string): string {
  if (status === 401 || status === 403) {
    return (
      `${baseUrl} rejects the key (${reason}): check JUNCTION_API_KEY, and that it belongs to this region ` +
      '(JUNCTION_ENVIRONMENT).'
    );
  }
  return code === 'UPSTREAM_REJECTED'
    ? `${baseUrl} sends no usable response (${reason}): check JUNCTION_BASE_URL.`
    : `${baseUrl} does not answer (${reason}): check JUNCTION_BASE_URL, and that this machine may reach it.`;
}

async function timeOf({ baseUrl }: JunctionConfig): Promise<number> {
  const answer = await fetch(baseUrl, {
    method: 'HEAD',
    redirect: 'manual',
    signal: AbortSignal.timeout(TIME_LIMIT_MS),
  }).catch(() => null);
  const time = Date.parse(answer?.headers.get('date') ?? '');
  if (Number.isNaN(time))
    throw new CheckFailure('Junction’s response contains no time: see the check of Junction.');
  return time;
}

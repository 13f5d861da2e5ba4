/** A failure, and the remedy for the reader. */
export interface Problem {
  readonly title: string;
  readonly remedy: string;
}

/** The parts of urql's `CombinedError` that determine the problem. */
export interface FailedOperation {
  readonly networkError?: Error | undefined;
  readonly graphQLErrors: readonly {
    readonly message: string;
    readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  }[];
}

export const UNREACHABLE: Problem = {
  title: 'The service does not answer.',
  remedy:
    'It may be restarting: this page connects again by itself. Otherwise start it with npm start.',
};

const JUNCTION =
  'What the mirror stores is not affected. Check Junction, or the REST API switch of the sandbox’s console.';

const REMEDIES: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'Enter a valid bearer token at the top of the page.',
  FORBIDDEN: 'The token lacks a scope: reading all people needs orders:read:all.',
  BAD_USER_INPUT: 'Check the filters, or the id in the address.',
  LIMIT_EXCEEDED: 'Close other pages of this console, or choose narrower filters.',
  SERVICE_UNAVAILABLE: 'The database does not answer: see /health/ready.',
  UPSTREAM_TIMEOUT: JUNCTION,
  UPSTREAM_UNAVAILABLE: JUNCTION,
  UPSTREAM_REJECTED: JUNCTION,
};

/** The problem of a failed operation; null when it succeeded. */
export function problemOf(error: FailedOperation | undefined): Problem | null {
  if (error === undefined) return null;
  const [first] = error.graphQLErrors;
  if (first === undefined) return UNREACHABLE;
  const code = typeof first.extensions?.['code'] === 'string' ? first.extensions['code'] : '';
  return {
    title: first.message,
    remedy: REMEDIES[code] ?? 'The log of the service has the cause.',
  };
}

/** An operator endpoint rejected the request. The message contains the remedy. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';

  constructor({ title, remedy }: Problem) {
    super(`${title} ${remedy}`);
  }
}

/** The problem of an operator endpoint's response. */
export function problemOfStatus(status: number, message: string | undefined): Problem {
  const title = message ?? `The service answered ${status}.`;
  if (status === 401) return { title, remedy: 'Open this page on the machine of the service.' };
  if (status === 403) return { title, remedy: 'Open this page as http://127.0.0.1 or localhost.' };
  if (status >= 500) return { title, remedy: 'The database may not answer: see /health/ready.' };
  return { title, remedy: 'The log of the service has the cause.' };
}

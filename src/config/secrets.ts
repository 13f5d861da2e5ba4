/** The sandbox signs webhooks with this secret. It is in a public repository, so anyone can use it. */
export const PUBLISHED_WEBHOOK_SECRET = 'whsec_bG9jYWwgc2FuZGJveCBvZiBvcmRlciB0cmFuc2FjdGlvbnM=';

const MIN_ROUTER_SECRET_LENGTH = 32;
/** A command that works wherever the service runs. */
const GENERATE_SECRET = `node -p "crypto.randomBytes(32).toString('base64')"`;

interface Secrets {
  readonly ROUTER_SECRET: readonly string[];
  readonly JUNCTION_WEBHOOK_SECRET?: readonly string[] | undefined;
}

/** Secrets that production rejects, because they can be guessed or are public. */
export function secretProblems({ ROUTER_SECRET, JUNCTION_WEBHOOK_SECRET = [] }: Secrets): string[] {
  const problems: string[] = [];
  if (ROUTER_SECRET.some(({ length }) => length < MIN_ROUTER_SECRET_LENGTH)) {
    problems.push(
      `ROUTER_SECRET: expected at least ${MIN_ROUTER_SECRET_LENGTH} characters in production. ` +
        `Generate one: ${GENERATE_SECRET}`,
    );
  }
  if (JUNCTION_WEBHOOK_SECRET.includes(PUBLISHED_WEBHOOK_SECRET)) {
    problems.push(
      'JUNCTION_WEBHOOK_SECRET: expected the secret of your webhook endpoint in Junction’s dashboard, ' +
        'not the published one of the sandbox',
    );
  }
  return problems;
}

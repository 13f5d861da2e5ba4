/** The secret that the sandbox signs webhooks with. It is in a public repository, so a forger has it too. */
export const PUBLISHED_WEBHOOK_SECRET = 'whsec_bG9jYWwgc2FuZGJveCBvZiBvcmRlciB0cmFuc2FjdGlvbnM=';

const SHORTEST_ROUTER_SECRET = 32;
/** Works wherever the service does. */
const HOW_TO_MAKE_ONE = `node -p "crypto.randomBytes(32).toString('base64')"`;

interface Secrets {
  readonly ROUTER_SECRET: readonly string[];
  readonly JUNCTION_WEBHOOK_SECRET?: readonly string[] | undefined;
}

/** The secrets that production does not accept, because they can be guessed or are public. */
export function secretProblems({ ROUTER_SECRET, JUNCTION_WEBHOOK_SECRET = [] }: Secrets): string[] {
  const problems: string[] = [];
  if (ROUTER_SECRET.some(({ length }) => length < SHORTEST_ROUTER_SECRET)) {
    problems.push(
      `ROUTER_SECRET: expected at least ${SHORTEST_ROUTER_SECRET} characters in production. ` +
        `Generate one: ${HOW_TO_MAKE_ONE}`,
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

import { banner } from '../src/banner.js';
import { readConfig } from '../src/config.js';

const SECRET = `whsec_${Buffer.from('a secret of the tests, 31 bytes').toString('base64')}`;
const JUNCTION = { JUNCTION_API_KEY: 'sk_us_x', JUNCTION_WEBHOOK_SECRET: SECRET };
const TOKENS = {
  AUTH_JWKS_URL: 'https://login.example/keys',
  AUTH_ISSUER: 'https://login.example/',
  AUTH_AUDIENCE: 'orders',
};

function accessLine(variables: NodeJS.ProcessEnv): string | undefined {
  const config = readConfig({ ...JUNCTION, ...variables });
  if (!config.junction) throw new Error('these settings name a Junction');
  const lines = banner('http://127.0.0.1:4000', config, config.junction).split('\n');
  return lines.find((line) => line.includes('Access'));
}

describe('the start', () => {
  it('says in bold that all is open', () => {
    expect(accessLine({})).toContain('\x1b[1mopen: ');
  });

  it('warns where the gateway alone is trusted', () => {
    expect(accessLine({ ROUTER_SECRET: 'hunter2' })).toMatch(/warning: the gateway sees everybody/);
  });

  it.each([TOKENS, { ...TOKENS, ROUTER_SECRET: 'hunter2' }])(
    'is content with tokens',
    (variables) => {
      expect(accessLine(variables)).toMatch(/callers see their own orders/);
    },
  );

  it('repeats no secret', () => {
    expect(accessLine({ ROUTER_SECRET: 'hunter2' })).not.toContain('hunter2');
  });
});

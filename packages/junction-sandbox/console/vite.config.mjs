import { consoleConfig } from '@order-transactions/console-kit/vite';

const SANDBOX = 'http://127.0.0.1:4010';

export default consoleConfig({
  outDir: '../dist/page',
  proxy: { '/_sandbox': SANDBOX, '/v3': SANDBOX },
});

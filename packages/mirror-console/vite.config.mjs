import { consoleConfig } from '@order-transactions/console-kit/vite';

const SERVICE = 'http://127.0.0.1:4000';

export default consoleConfig({
  outDir: 'dist',
  proxy: { '/console/settings': SERVICE, '/graphql': SERVICE, '/operator': SERVICE },
});

import { execFileSync } from 'node:child_process';
import { V8_FLAGS } from '../../src/service/v8-flags.js';

it.each([...V8_FLAGS, '--max-semi-space-size=32'])('this Node has the V8 flag %s', (flag) => {
  const options = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  const name = flag.replace('--no-', '--').replace(/=.*/, '');
  expect(options).toMatch(new RegExp(`^ *${name} `, 'm'));
});

import { text } from 'node:stream/consumers';
import { startHiveGateway } from './hive-gateway.js';

/** Serves the supergraph given on the standard input, until it is killed; says on the standard output where. */
async function run(): Promise<void> {
  const supergraph = await text(process.stdin);
  const rust = process.argv.includes('--rust');
  const { url } = await startHiveGateway({ supergraph, rust, port: 0 });
  process.stdout.write(`${url}\n`);
}

void run();

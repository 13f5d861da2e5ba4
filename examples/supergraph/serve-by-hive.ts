import { text } from 'node:stream/consumers';
import { startHiveGateway } from './hive-gateway.js';

/** Serves the supergraph from standard input until it is killed; prints its URL to standard output. */
async function run(): Promise<void> {
  const supergraph = await text(process.stdin);
  const rust = process.argv.includes('--rust');
  const { url } = await startHiveGateway({ supergraph, rust, port: 0 });
  process.stdout.write(`${url}\n`);
}

void run();

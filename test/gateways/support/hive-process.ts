import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Graph } from '../../../examples/supergraph/company-graph.js';

interface HiveSettings {
  /** The secret that the gateway sends to the subgraph. */
  readonly routerSecret?: string;
  /** Plans queries with Hive's router in Rust. */
  readonly rust?: boolean;
}

/** Runs Hive Gateway in a separate process, because Jest's module system does not support its imports. */
export async function startHiveProcess(
  supergraph: string,
  { routerSecret, rust = false }: HiveSettings = {},
): Promise<Graph> {
  const script = path.join(__dirname, '../../../examples/supergraph/serve-by-hive.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...(rust ? ['--rust'] : [])], {
    env: { ...process.env, ...(routerSecret && { ROUTER_SECRET: routerSecret }) },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.end(supergraph);
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    url,
    close: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

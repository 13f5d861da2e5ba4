import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Graph } from '../../../examples/supergraph/company-graph.js';

interface HiveSettings {
  /** What the subgraph knows it by. */
  readonly routerSecret?: string;
  /** Planned by Hive's router in Rust. */
  readonly rust?: boolean;
}

/** Hive Gateway in a process of its own: it imports modules in a way that Jest's own module system does not know. */
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

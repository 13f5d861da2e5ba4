import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, type DocumentNode } from 'graphql';
import { freePort } from '../support/process.js';

/** One of the two subgraphs in the suite that refer to the products. */
export interface ReferenceGraph {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: DocumentNode;
  close(): void;
}

/** Starts a reference subgraph in a separate process. */
export async function startReferenceGraph(
  suite: string,
  name: 'users' | 'inventory',
): Promise<ReferenceGraph> {
  const folder = path.join(suite, 'dist/subgraphs', name);
  const port = await freePort();
  const child = fork(path.join(folder, 'index.js'), {
    cwd: folder,
    execArgv: [],
    env: { ...process.env, [`${name.toUpperCase()}_PORT`]: String(port) },
    silent: true,
  });
  await once(child, 'message');
  return {
    name,
    url: `http://localhost:${port}/`,
    typeDefs: parse(readFileSync(path.join(folder, `${name}.graphql`), 'utf8')),
    close: () => child.kill(),
  };
}

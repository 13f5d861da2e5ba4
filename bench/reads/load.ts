import path from 'node:path';
import { isWrkInstalled, postByWrk, resultOf, writeRequests, type LoadResult } from '../wrk.js';

export interface Target {
  /** The URL without a path. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Posts the requests of a file over the given number of connections, in a separate process. */
export type Load = (
  target: Target,
  requestsFile: string,
  connections: number,
  seconds: number,
) => Promise<LoadResult>;

/** Uses wrk where it is installed. Otherwise uses autocannon. */
export function findLoad(): { name: string; load: Load } {
  return isWrkInstalled
    ? { name: 'wrk', load: loadByWrk }
    : { name: 'autocannon', load: loadByAutocannon };
}

export function writeBodies(file: string, bodies: readonly string[]): Promise<string> {
  return writeRequests(
    file,
    bodies.map((body) => ({ path: '/graphql', body })),
  );
}

const loadByWrk: Load = ({ url, headers }, requestsFile, connections, seconds) =>
  postByWrk(url, requestsFile, { connections, seconds }, headers);

const loadByAutocannon: Load = ({ url, headers }, requestsFile, connections, seconds) => {
  const script = path.join(__dirname, 'peers/autocannon.mjs');
  const size = [String(connections), String(seconds)];
  return resultOf(process.execPath, [script, url, ...size, requestsFile, JSON.stringify(headers)]);
};

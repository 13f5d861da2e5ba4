/**
 * Replaces wrk where wrk is not installed: posts the bodies of the same file to `/graphql`, with the given headers, and prints the
 * same JSON.
 */
import autocannon from 'autocannon';
import { readFileSync } from 'node:fs';
import process from 'node:process';

const [, , url, connections, seconds, file, headers] = process.argv;
const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
const result = await autocannon({
  url: `${url}/graphql`,
  method: 'POST',
  headers: { 'content-type': 'application/json', ...JSON.parse(headers) },
  requests: lines.map((line) => ({ body: line.split('\t').at(-1) })),
  connections: Number(connections),
  duration: Number(seconds),
});
const { requests, duration, latency, errors, non2xx } = result;
process.stdout.write(
  JSON.stringify({
    requests: requests.total,
    seconds: duration,
    p50: latency.p50,
    p99: latency.p99,
    failed: errors + non2xx,
  }),
);

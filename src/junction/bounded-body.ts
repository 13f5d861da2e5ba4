import type { ReadableStream } from 'node:stream/web';
import { UpstreamError } from './upstream-error.js';

export type Bytes = Uint8Array<ArrayBuffer>;

/** The size of a decoded JSON body. The largest valid one, a page of 100 orders with their events, has 2 MB. */
const MAX_TEXT_BYTES = 10 * 1024 * 1024;

/**
 * Reads a body as text. Its size is counted after decoding: a small compressed body can expand to any size.
 *
 * @throws UpstreamError beyond 10 MiB
 */
export async function readText(body: ReadableStream<Bytes> | null): Promise<string> {
  const chunks: Bytes[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the body, which closes its connection.
    if (size > MAX_TEXT_BYTES) throw new UpstreamError('UPSTREAM_REJECTED', 'body too large');
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

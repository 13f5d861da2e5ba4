import { Readable } from 'node:stream';
import type { ReadableStream, ReadableStreamDefaultReader } from 'node:stream/web';
import type { Bytes } from './bounded-body.js';
import { UpstreamError } from './upstream-error.js';

/** What every PDF begins with. */
const SIGNATURE = '%PDF-';
/** The size of the decoded document. Lab reports have some hundred KB; scanned ones a few MB. */
const MAX_BYTES = 50 * 1024 * 1024;

/**
 * Returns the body as a stream once its first bytes are those of a PDF, whatever its headers are: a patient must not
 * receive an error page as a report. The stream fails when the document is too large.
 *
 * @throws UpstreamError, or the error of a lost connection
 */
export async function openPdf(body: ReadableStream<Bytes> | null): Promise<Readable> {
  const reader = body?.getReader();
  const head = reader ? await firstBytes(reader, SIGNATURE.length) : Buffer.alloc(0);
  if (!reader || !head.toString('latin1').startsWith(SIGNATURE)) {
    await reader?.cancel();
    throw new UpstreamError('UPSTREAM_REJECTED', 'body is no PDF');
  }
  let size = head.length;
  const stream = new Readable({
    read() {
      reader.read().then(
        ({ value }) => {
          size += value?.byteLength ?? 0;
          if (size > MAX_BYTES) this.destroy(new Error('the document is too large'));
          else this.push(value ?? null);
        },
        (error: unknown) => this.destroy(error as Error),
      );
    },
    // Also before the first read: the connection to Junction must not stay open.
    destroy(error, done) {
      reader.cancel().then(
        () => done(error),
        () => done(error),
      );
    },
  });
  stream.push(head);
  return stream;
}

/** Reads at least this many bytes, unless the body is shorter. */
async function firstBytes(
  reader: ReadableStreamDefaultReader<Bytes>,
  count: number,
): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < count) {
    const { value } = await reader.read();
    if (value === undefined) break;
    head = Buffer.concat([head, value]);
  }
  return head;
}

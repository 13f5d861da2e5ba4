/** Streams half of a text, then breaks the connection. */
export function brokenOff(text: string): ReadableStream {
  const half = new TextEncoder().encode(text.slice(0, text.length / 2));
  return new ReadableStream({
    start: (stream) => stream.enqueue(half),
    pull: (stream) => stream.error(new Error('A requested fault')),
  });
}

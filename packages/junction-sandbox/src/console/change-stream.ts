import { PassThrough } from 'node:stream';

/** The interval of the empty comments that show a client that the connection is open. */
const HEARTBEAT_MS = 15_000;
/** Changes within this time are sent as one event. */
const PAUSE_MS = 100;

/** Server-sent events that signal a change without its content. */
export class ChangeStreams {
  private readonly streams = new Set<PassThrough>();
  private pending: NodeJS.Timeout | null = null;

  open(): PassThrough {
    const stream = new PassThrough();
    const heartbeat = setInterval(() => stream.write(':\n\n'), HEARTBEAT_MS).unref();
    stream.once('close', () => {
      clearInterval(heartbeat);
      this.streams.delete(stream);
    });
    this.streams.add(stream);
    stream.write('event: change\ndata: {}\n\n');
    return stream;
  }

  notify(): void {
    this.pending ??= setTimeout(() => {
      this.pending = null;
      for (const stream of this.streams) stream.write('event: change\ndata: {}\n\n');
    }, PAUSE_MS).unref();
  }

  close(): void {
    if (this.pending) clearTimeout(this.pending);
    for (const stream of this.streams) stream.end();
  }
}

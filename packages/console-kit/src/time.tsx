import { timeOf } from './format.js';

/** A time, short; the whole of it as a tooltip. */
export function Time({ iso }: { readonly iso: string }) {
  return (
    <time dateTime={iso} title={new Date(iso).toLocaleString()}>
      {timeOf(iso)}
    </time>
  );
}

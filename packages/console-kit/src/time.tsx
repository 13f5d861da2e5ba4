import { timeOf } from './format.js';

/** A short time with the full timestamp as a tooltip. */
export function Time({ iso }: { readonly iso: string }) {
  return (
    <time dateTime={iso} title={new Date(iso).toLocaleString()}>
      {timeOf(iso)}
    </time>
  );
}

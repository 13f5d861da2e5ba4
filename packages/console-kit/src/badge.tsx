import type { ComponentChildren } from 'preact';

/** The meaning of a badge's colour. The text has the same meaning, because colour must never be the only indicator. */
export type Tone = 'good' | 'wait' | 'bad' | 'plain';

export function Badge({
  tone = 'plain',
  children,
}: {
  readonly tone?: Tone;
  readonly children: ComponentChildren;
}) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

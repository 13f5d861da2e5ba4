import type { ComponentChildren } from 'preact';

/** What a badge's colour means. Its text means the same: colour is never the only mark. */
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

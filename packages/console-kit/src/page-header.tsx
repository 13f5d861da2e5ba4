import type { ComponentChildren } from 'preact';
import { Badge, type Tone } from './badge.js';

export type Connection = 'connecting' | 'live' | 'not connected';

const TONES: Readonly<Record<Connection, Tone>> = {
  connecting: 'plain',
  live: 'good',
  'not connected': 'bad',
};

/** The header of a console: its name, and whether it receives changes. */
export function PageHeader({
  title,
  connection,
  children,
}: {
  readonly title: string;
  readonly connection: Connection;
  readonly children?: ComponentChildren;
}) {
  return (
    <header class="page-header">
      <div class="page-title">
        <h1>{title}</h1>
        <span role="status">
          <Badge tone={TONES[connection]}>{connection}</Badge>
        </span>
      </div>
      {children}
    </header>
  );
}

import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** A titled region of the page. */
export function Panel({
  title,
  hint,
  actions,
  id,
  children,
}: {
  readonly title: string;
  readonly hint?: ComponentChildren;
  /** Content next to the title. */
  readonly actions?: ComponentChildren;
  /** The anchor that links of the page can refer to. */
  readonly id?: string;
  readonly children: ComponentChildren;
}) {
  const titleId = useId();
  return (
    <section class="panel" aria-labelledby={titleId} id={id} tabIndex={id ? -1 : undefined}>
      <div class="panel-head">
        <h2 id={titleId}>{title}</h2>
        {actions}
      </div>
      {hint && <p class="hint">{hint}</p>}
      {children}
    </section>
  );
}

import { useRun } from './notice.js';

/** Copies a text to the clipboard. */
export function CopyButton({
  text,
  label,
}: {
  readonly text: string;
  /** The label, which names the copied text, e.g. `Copy the payload`. */
  readonly label: string;
}) {
  const run = useRun();
  return (
    <button
      type="button"
      class="quiet small"
      aria-label={label}
      onClick={() => run(() => navigator.clipboard.writeText(text), 'Copied.')}
    >
      Copy
    </button>
  );
}

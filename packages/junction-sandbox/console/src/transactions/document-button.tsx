import { useRun } from '@order-transactions/console-kit';
import { call } from '../api.js';

interface DocumentButtonProps {
  readonly label: string;
  readonly path: string;
  readonly apiKey: string;
}

/** Opens a PDF that requires the API key. A link cannot send the key. */
export function DocumentButton({ label, path, apiKey }: DocumentButtonProps) {
  const run = useRun();
  return (
    <button type="button" class="quiet small" onClick={() => run(() => open(path, apiKey))}>
      {label}
    </button>
  );
}

async function open(path: string, apiKey: string): Promise<void> {
  const response = await call(path, { apiKey });
  const url = URL.createObjectURL(await response.blob());
  Object.assign(document.createElement('a'), {
    href: url,
    target: '_blank',
    rel: 'noopener',
  }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

import { CopyButton, Panel, useRun } from '@order-transactions/console-kit';
import { call } from '../api.js';
import { rotate, secretsOf } from './secrets.js';

interface SecretPanelProps {
  readonly apiKey: string;
  readonly secret: string;
}

/** The settings that a receiver and a client need. */
export function SecretPanel({ apiKey, secret }: SecretPanelProps) {
  const run = useRun();
  const [newest, ...older] = secretsOf(secret);
  const use = (next: string, success: string) =>
    run(() => call('/_sandbox/secret', { method: 'POST', body: { secret: next } }), success);
  return (
    <Panel title="Secret and key">
      <dl class="facts">
        <Fact name="Signing secret of webhooks" value={newest} />
        {older.map((old) => (
          <Fact key={old} name="Old secret, still used too" value={old} />
        ))}
        <Fact name="Base URL of the REST API" value={location.origin} />
        <Fact name="API key" value={apiKey} />
      </dl>
      <p class="hint">
        {older.length === 0
          ? 'Rotate signs with a new and the old secret, until you drop the old one.'
          : 'Webhooks are signed with both. Give the receiver the new one, then drop the old one.'}
      </p>
      <p class="row stack">
        <button type="button" onClick={() => use(rotate(secret), 'There is a new secret.')}>
          Rotate
        </button>
        {older.length > 0 && (
          <button
            type="button"
            class="quiet"
            onClick={() => use(newest, 'The old secret is dropped.')}
          >
            Drop the old secret
          </button>
        )}
      </p>
    </Panel>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code> <CopyButton text={value} label={`Copy: ${name}`} />
      </dd>
    </>
  );
}

import { durationOf, Panel, useRun } from '@order-transactions/console-kit';
import { call } from '../api.js';
import type { RestFault } from '../types.js';
import { faultOf, modeOf, readLagsWith, REST_MODES, type RestMode } from './rest-fault.js';

interface RestFaultPanelProps {
  readonly fault: RestFault | null;
  readonly readLagMs: number;
}

export function RestFaultPanel({ fault, readLagMs }: RestFaultPanelProps) {
  const run = useRun();
  const current = modeOf(fault);
  const choose = (mode: RestMode) => {
    const body = faultOf(mode);
    run(() =>
      body
        ? call('/_sandbox/fault', { method: 'PUT', body })
        : call('/_sandbox/fault', { method: 'DELETE' }),
    );
  };
  return (
    <Panel title="Responses of the REST API">
      <div role="radiogroup" aria-label="Responses of the REST API">
        {REST_MODES.map(({ mode, label }) => (
          <label key={mode} class="check">
            <input
              type="radio"
              name="mode"
              checked={mode === current}
              onChange={() => choose(mode)}
            />
            {label}
          </label>
        ))}
      </div>
      <ReadLag ms={readLagMs} />
      {current === null && <p class="hint">A fault that a program has set.</p>}
    </Panel>
  );
}

/** Junction's API can lag behind its webhooks. */
function ReadLag({ ms }: { readonly ms: number }) {
  const run = useRun();
  return (
    <label>
      Orders and results as of
      <select
        value={ms}
        onChange={({ currentTarget }) => {
          const body = { ms: Number(currentTarget.value) };
          run(() => call('/_sandbox/read-lag', { method: 'PUT', body }));
        }}
      >
        {readLagsWith(ms).map((lag) => (
          <option key={lag} value={lag}>
            {lag === 0 ? 'Now' : `${durationOf(lag)} ago`}
          </option>
        ))}
      </select>
    </label>
  );
}

import { Panel, useRun } from '@order-transactions/console-kit';
import { call } from '../api.js';
import type { RestFault } from '../types.js';
import { faultOf, modeOf, REST_MODES, type RestMode } from './rest-fault.js';

export function RestFaultPanel({ fault }: { readonly fault: RestFault | null }) {
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
    <Panel title="Answers of the REST API">
      <div role="radiogroup" aria-label="Answers of the REST API">
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
      {current === null && <p class="hint">A fault that a program has set.</p>}
    </Panel>
  );
}

import { Panel, useRun } from '@order-transactions/console-kit';
import { call } from '../api.js';
import type { SupplementFaults } from '../types.js';
import { changedFaults, fieldValueOf, SUPPLEMENT_FAULT_FIELDS } from './supplement-faults.js';

/** The faults of the webhooks of appointments and critical results, until they are changed. */
export function SupplementFaultPanel({ faults }: { readonly faults: SupplementFaults }) {
  const run = useRun();
  const set = (body: SupplementFaults | null) => {
    if (body !== null) {
      run(() => call('/_sandbox/appointments/faults', { method: 'PUT', body }));
    }
  };
  return (
    <Panel
      title="Faults of appointments and critical results"
      hint="They apply to these webhooks of all orders, until you change them."
    >
      <div class="fields">
        {SUPPLEMENT_FAULT_FIELDS.map((field) => (
          <label key={field.name}>
            {field.label}
            <input
              type="number"
              min={0}
              max={field.max}
              step={field.step}
              value={fieldValueOf(faults, field)}
              onChange={({ currentTarget }) =>
                set(changedFaults(faults, field, currentTarget.valueAsNumber))
              }
            />
          </label>
        ))}
      </div>
    </Panel>
  );
}

import { titleOf, useRun } from '@order-transactions/console-kit';
import { call } from '../api.js';
import { NumberField } from '../controls/number-field.js';
import { INTERPRETATIONS, simulationOf, usualStatus } from './simulation.js';

interface SimulationFormProps {
  readonly orderId: string;
  readonly statuses: readonly string[];
  readonly apiKey: string;
}

export function SimulationForm({ orderId, statuses, apiKey }: SimulationFormProps) {
  const run = useRun();
  const simulate = (form: HTMLFormElement) => {
    const { path, body } = simulationOf(orderId, new FormData(form));
    run(() => call(path, { method: 'POST', body, apiKey }), 'The order is simulated.');
  };
  return (
    <details>
      <summary>Simulate</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          simulate(event.currentTarget);
        }}
      >
        <div class="fields">
          <label>
            Up to
            <select name="status">
              {statuses.map((word) => (
                <option key={word} value={word} selected={word === usualStatus(statuses)}>
                  {word.split('.')[2]}
                </option>
              ))}
            </select>
          </label>
          <label>
            Results are
            <select name="interpretation">
              {INTERPRETATIONS.map((word) => (
                <option key={word} value={word}>
                  {titleOf(word)}
                </option>
              ))}
            </select>
          </label>
          <NumberField name="delay" label="Delay, s" max={86_400} />
          <label class="check">
            <input type="checkbox" name="missing" /> Some results are missing
          </label>
        </div>
        <p class="stack">
          <button class="small">Simulate the order</button>
        </p>
      </form>
    </details>
  );
}

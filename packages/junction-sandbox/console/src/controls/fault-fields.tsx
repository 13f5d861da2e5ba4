import { useState } from 'preact/hooks';
import { NumberField } from './number-field.js';
import { AMOUNTS, faultsOf, PAUSE, SWITCHES } from './faults.js';

/** The faults and other options of the next journeys. */
export function FaultFields() {
  const [count, setCount] = useState(0);
  const update = ({ currentTarget }: { readonly currentTarget: HTMLElement }) => {
    const form = currentTarget.closest('form');
    if (form) setCount(Object.keys(faultsOf(new FormData(form))).length);
  };
  return (
    <>
      <details onInput={update}>
        <summary>
          Faults <span class="muted">{count === 0 ? 'none' : count}</span>
        </summary>
        {SWITCHES.map(({ name, label }) => (
          <label key={name} class="check">
            <input type="checkbox" name={name} /> {label}
          </label>
        ))}
        <div class="fields">
          {AMOUNTS.map((amount) => (
            <NumberField key={amount.name} {...amount} />
          ))}
        </div>
        <p class="row">
          <button type="reset" class="quiet small" onClick={() => setCount(0)}>
            Clear the faults
          </button>
        </p>
      </details>
      <details>
        <summary>Speed, seed and patient</summary>
        <div class="fields">
          <NumberField {...PAUSE} />
          <NumberField name="seed" label="Seed" placeholder="random" />
        </div>
        <label>
          Company’s id of the patient
          <input name="clientUserId" placeholder="test-patient" autocomplete="off" />
        </label>
      </details>
    </>
  );
}

import { Panel, useRun } from '@order-transactions/console-kit';
import { useState } from 'preact/hooks';
import { call } from '../api.js';
import { COLLECTION_METHODS, newOrderOf } from './new-order.js';

export function OrderPanel({ apiKey }: { readonly apiKey: string }) {
  const run = useRun();
  const [method, setMethod] = useState<string>(COLLECTION_METHODS[0].value);
  const [userId, setUserId] = useState(() => crypto.randomUUID() as string);
  const place = async () => {
    await call('/v3/order', { method: 'POST', body: newOrderOf(userId, method), apiKey });
    setUserId(crypto.randomUUID());
  };
  return (
    <Panel title="Place an order" hint="Simulate it below, under Transactions.">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          run(place, 'The order is placed.');
        }}
      >
        <label>
          Collection
          <select value={method} onChange={({ currentTarget }) => setMethod(currentTarget.value)}>
            {COLLECTION_METHODS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          Junction’s id of the patient
          <input
            required
            pattern="[0-9a-fA-F\-]{36}"
            autocomplete="off"
            spellcheck={false}
            value={userId}
            onInput={({ currentTarget }) => setUserId(currentTarget.value)}
          />
        </label>
        <p class="stack">
          <button>Place the order</button>
        </p>
      </form>
    </Panel>
  );
}

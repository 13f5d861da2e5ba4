import { Panel, titleOf, useRun } from '@order-transactions/console-kit';
import { useRef } from 'preact/hooks';
import { call } from '../api.js';
import { FaultFields } from './fault-fields.js';
import { playOptionsOf } from './faults.js';
import { JOURNEY_HINTS } from './journeys.js';

export function JourneysPanel({ names }: { readonly names: readonly string[] }) {
  const run = useRun();
  const form = useRef<HTMLFormElement>(null);
  const play = (name: string) => {
    if (!form.current?.reportValidity()) return;
    const body = playOptionsOf(new FormData(form.current));
    run(
      () => call(`/_sandbox/journeys/${name}`, { method: 'POST', body }),
      `Playing: ${titleOf(name)}.`,
    );
  };
  return (
    <Panel title="Play a journey" hint="A new patient each time. All people are fictional.">
      <form ref={form} onSubmit={(event) => event.preventDefault()}>
        <FaultFields />
      </form>
      <div class="stack">
        {names.map((name) => (
          <button key={name} type="button" class="journey" onClick={() => play(name)}>
            <b>{titleOf(name)}</b>
            {JOURNEY_HINTS[name] !== undefined && <span>{JOURNEY_HINTS[name]}</span>}
          </button>
        ))}
      </div>
    </Panel>
  );
}

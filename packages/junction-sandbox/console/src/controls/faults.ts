import { textOf } from '../form.js';

export type Options = Readonly<Record<string, string | number | boolean>>;

interface Switch {
  readonly name: string;
  readonly label: string;
}

interface Amount extends Switch {
  readonly max: number;
  readonly step?: number;
  /** The value in the option of one unit in the field; default 1. */
  readonly scale?: number;
}

export const SWITCHES: readonly Switch[] = [
  { name: 'shuffle', label: 'Shuffle: all at once, in another order' },
  { name: 'burst', label: 'Burst: all at once' },
  { name: 'frozen', label: 'Freeze updated_at' },
];

export const AMOUNTS: readonly Amount[] = [
  { name: 'duplicates', label: 'Send twice', max: 50 },
  { name: 'lost', label: 'Drop, %', max: 100, scale: 0.01 },
  { name: 'wrongSecret', label: 'Wrong secret', max: 50 },
  { name: 'truncated', label: 'Cut off', max: 50 },
  { name: 'delay', label: 'Delay up to, ms', max: 600_000, step: 100 },
  { name: 'lag', label: 'Lag, steps', max: 20 },
];

export const PAUSE: Amount = {
  name: 'pause',
  label: 'Pause after each, ms',
  max: 60_000,
  step: 100,
};

/** The faults of a journey that the form selects. */
export function faultsOf(form: FormData): Options {
  return {
    ...Object.fromEntries(
      SWITCHES.filter(({ name }) => form.has(name)).map(({ name }) => [name, true]),
    ),
    ...amountsOf(form, AMOUNTS),
  };
}

/** The options of a journey that differ from the defaults. */
export function playOptionsOf(form: FormData): Options {
  const seed = textOf(form, 'seed');
  const clientUserId = textOf(form, 'clientUserId');
  return {
    ...faultsOf(form),
    ...amountsOf(form, [PAUSE]),
    ...(seed !== '' && { seed: Number(seed) }),
    ...(clientUserId !== '' && { clientUserId }),
  };
}

function amountsOf(form: FormData, amounts: readonly Amount[]): Options {
  return Object.fromEntries(
    amounts
      .map(({ name, scale = 1 }) => [name, Number(textOf(form, name)) * scale] as const)
      .filter(([, amount]) => amount > 0),
  );
}

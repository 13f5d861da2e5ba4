import { problemOf } from '../src/api.js';
import { faultsOf, playOptionsOf } from '../src/controls/faults.js';
import { faultOf, modeOf, REST_MODES } from '../src/controls/rest-fault.js';
import { rotate, secretsOf } from '../src/controls/secrets.js';
import { simulationOf, usualStatus } from '../src/transactions/simulation.js';

function formOf(values: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
}

describe('the form of a journey', () => {
  it('selects only the options that differ from the defaults', () => {
    expect(
      playOptionsOf(formOf({ duplicates: '', lost: '0', seed: '', clientUserId: ' ' })),
    ).toEqual({});
    const form = formOf({
      shuffle: 'on',
      duplicates: '2',
      truncated: '0',
      lost: '25',
      pause: '500',
      seed: '0',
      clientUserId: ' patient ',
    });
    expect(playOptionsOf(form)).toEqual({
      shuffle: true,
      duplicates: 2,
      lost: 0.25,
      pause: 500,
      seed: 0,
      clientUserId: 'patient',
    });
  });

  it('does not count the pace, the seed and the patient as faults', () => {
    expect(
      faultsOf(formOf({ pause: '500', seed: '1', clientUserId: 'patient', lag: '1' })),
    ).toEqual({
      lag: 1,
    });
  });
});

describe('the responses of the REST API', () => {
  it.each(REST_MODES)('recognizes the fault of the choice $mode', ({ mode }) => {
    const fault = faultOf(mode);
    const stored = fault && { delayMs: 0, path: '', times: 1, ...fault };
    expect(modeOf(stored)).toBe(mode);
  });

  it('recognizes no choice in the fault of a program', () => {
    expect(modeOf({ path: '/v3/orders', times: 1, delayMs: 0, status: 429 })).toBeNull();
  });
});

it('rotates to a new secret and the newest of the old ones', () => {
  const [first, ...old] = secretsOf(rotate('whsec_b,whsec_a'));
  expect(first).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(old).toEqual(['whsec_b']);
});

describe('a simulation', () => {
  it('has the status, the delay and the kind of results of its form', () => {
    const form = formOf({
      status: 'completed.testkit.completed',
      delay: '5',
      interpretation: 'critical',
      missing: 'on',
    });
    expect(simulationOf('order', form)).toEqual({
      path: '/v3/order/order/test?final_status=completed.testkit.completed&delay=5',
      body: { interpretation: 'critical', has_missing_results: true },
    });
  });

  it('ends with results, unless the method has none', () => {
    expect(usualStatus(['received.testkit.ordered', 'completed.testkit.completed'])).toBe(
      'completed.testkit.completed',
    );
    expect(usualStatus([])).toBe('');
  });
});

it.each([
  [{ detail: 'Order not found' }, 'Order not found'],
  [{ detail: [{ loc: ['body', 'zip'], msg: 'Invalid' }] }, 'zip: Invalid'],
  [null, 'The sandbox answered 500.'],
])('reports the problem %j', (body, text) => {
  expect(problemOf(500, body)).toBe(text);
});

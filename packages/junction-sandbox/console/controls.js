import { call } from './api.js';
import { byId, element, guarded, notify } from './dom.js';
import { faultOf, JOURNEY_HINTS, modeOf, playOptionsOf, titleOf } from './format.js';

/** @param {readonly string[]} names */
export function showJourneys(names) {
  const form = byId('journey-form');
  const buttons = names.map((name) =>
    element(
      'button',
      { type: 'submit', value: name },
      element('b', {}, titleOf(name)),
      JOURNEY_HINTS[name] ? element('span', {}, JOURNEY_HINTS[name]) : null,
    ),
  );
  byId('journeys').replaceChildren(...buttons);
  const countFaults = () => {
    const { seed, clientUserId, pause, ...faults } = playOptionsOf(new FormData(form));
    const count = Object.keys(faults).length;
    byId('fault-count').textContent = count === 0 ? 'none' : String(count);
  };
  form.addEventListener('input', countFaults);
  form.addEventListener('reset', () => setTimeout(countFaults));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const name = event.submitter?.value || 'redraw';
    guarded(async () => {
      await call('POST', `/_sandbox/journeys/${name}`, playOptionsOf(new FormData(form)));
      notify(`Playing: ${titleOf(name)}.`);
    })(event);
  });
}

/** Listens to the other controls. @param {{ current: () => any }} store the newest state */
export function listenToControls(store) {
  const orderForm = byId('order-form');
  orderForm.elements.userId.value = crypto.randomUUID();
  orderForm.addEventListener('submit', (event) => {
    event.preventDefault();
    const { method, userId } = orderForm.elements;
    guarded(async () => {
      const order = orderOf(userId.value, method.value);
      await call('POST', '/v3/order', order, { 'x-vital-api-key': store.current().apiKey });
      notify('The order is placed.');
      userId.value = crypto.randomUUID();
    })(event);
  });

  byId('results-mode').addEventListener(
    'change',
    guarded(async ({ target }) => {
      const fault = faultOf(target.value);
      if (fault) await call('PUT', '/_sandbox/fault', fault);
      else await call('DELETE', '/_sandbox/fault');
    }),
  );
  byId('hold').addEventListener(
    'change',
    guarded(async ({ target }) => {
      await call('PUT', '/_sandbox/hold', { held: target.checked });
    }),
  );
  const useSecret = (secret) => call('POST', '/_sandbox/secret', { secret });
  byId('rotate').addEventListener(
    'click',
    guarded(async () => {
      const [old] = store.current().secret.split(',');
      await useSecret(`${newSecret()},${old}`);
    }),
  );
  byId('end-rotation').addEventListener(
    'click',
    guarded(async () => {
      await useSecret(store.current().secret.split(',')[0]);
    }),
  );
}

export function showState({ webhookUrl, secret, held, fault }) {
  const secrets = secret.split(',');
  byId('receiver').textContent = webhookUrl;
  byId('secret').textContent = secrets.join('\n');
  byId('end-rotation').hidden = secrets.length < 2;
  byId('secret-hint').textContent =
    secrets.length < 2
      ? 'Rotate signs with a new and the old secret, until you drop the old one.'
      : 'Webhooks are signed with both. Give the receiver the first one, then drop the old one.';
  byId('hold').checked = held;
  const mode = modeOf(fault);
  for (const radio of byId('results-mode').querySelectorAll('input'))
    radio.checked = radio.value === mode;
}

function newSecret() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}

/** An order of a fictional patient, as Junction demands it. */
function orderOf(userId, method) {
  return {
    user_id: userId,
    collection_method: method,
    patient_details: {
      first_name: 'Test',
      last_name: 'Patient',
      dob: '1990-01-01',
      gender: 'female',
      phone_number: '+15555550100',
      email: 'test.patient@example.com',
    },
    patient_address: {
      first_line: '1 Example Street',
      city: 'Phoenix',
      state: 'AZ',
      zip: '85001',
      country: 'US',
    },
  };
}

import { readPayload } from '../../src/webhooks/payload.js';
import { withoutHomeAddress } from '../../src/webhooks/without-home-address.js';
import { appointmentBody, webhook } from '../orders/support/supplement-facts.js';
import { post, signedDelivery } from '../support/deliveries.js';
import { useReceiver } from '../support/receiver.js';
import { useTestDatabase } from '../support/use-database.js';

const HOME = 'HOME-4711';
const AT_HOME = {
  type: 'phlebotomy',
  address: { first_line: HOME, access_notes: HOME },
  location: { lng: 1.4711, lat: 2, label: HOME },
  appointment_notes: HOME,
  event_data: { note: HOME },
  events: [{ created_at: '2026-03-06T10:00:00Z', status: 'scheduled', data: { note: HOME } }],
};

const { dataSource, pool } = useTestDatabase('TEST');
const receiver = useReceiver(dataSource);

async function send(data: object): Promise<string> {
  const body = JSON.stringify(webhook('labtest.appointment.updated', appointmentBody({ ...data })));
  return (await post(receiver.url, signedDelivery(body))).text;
}

async function storedText(): Promise<string> {
  const { rows } = await pool.query<{ text: string }>(
    `SELECT i::text AS text FROM webhook_inbox i UNION ALL SELECT a::text FROM lab_appointment a
     UNION ALL SELECT o::text FROM lab_order o UNION ALL SELECT convert_from(body, 'utf8') FROM webhook_quarantine`,
  );
  return rows.map(({ text }) => text).join();
}

describe("a home's address", () => {
  it.each(['phlebotomy', 'a_new_type', undefined])(
    'is in no table after an appointment of the type %s',
    async (type) => {
      expect(await send({ ...AT_HOME, type })).toBe('{"outcome":"APPLIED"}');

      expect(await storedText()).not.toContain(HOME);
    },
  );

  it('is not in quarantine after an appointment that cannot be read', async () => {
    expect(await send({ ...AT_HOME, order_id: 'no id' })).toBe('{"outcome":"QUARANTINED"}');

    const text = await storedText();
    expect(text).toContain('no id');
    expect(text).not.toContain(HOME);
    expect(text).not.toContain('1.4711');
  });
});

describe('withoutHomeAddress', () => {
  it("leaves a site's address, without its notes", () => {
    const address = { first_line: '40 Laboratory Way', access_notes: HOME };
    const body = withoutHomeAddress(
      Buffer.from(
        JSON.stringify(webhook('labtest.appointment.created', appointmentBody({ address }))),
      ),
    ).toString();

    expect(body).toContain('40 Laboratory Way');
    expect(body).not.toContain(HOME);
  });

  it('removes a home from an appointment in an envelope of the webhook service', () => {
    const { event_type: type, ...rest } = webhook(
      'labtest.appointment.updated',
      appointmentBody(AT_HOME),
    );
    const body = Buffer.from(JSON.stringify({ type, ...rest }));
    const reduced = withoutHomeAddress(body);

    expect(reduced.toString()).not.toContain(HOME);
    expect(readPayload(reduced)).toEqual(readPayload(body));
  });

  it('leaves all that is read of an appointment', () => {
    for (const data of [{}, AT_HOME]) {
      const body = JSON.stringify(webhook('labtest.appointment.updated', appointmentBody(data)));

      expect(readPayload(withoutHomeAddress(Buffer.from(body)))).toEqual(
        readPayload(Buffer.from(body)),
      );
    }
  });

  it('returns any other body as it is', () => {
    const body = Buffer.from('{"event_type":"labtest.order.updated","data":{}}');

    expect(withoutHomeAddress(body)).toBe(body);
  });
});

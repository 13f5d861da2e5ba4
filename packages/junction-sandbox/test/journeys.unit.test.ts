import { serialization } from '@junction-api/sdk';
import { messageOf } from '../src/delivery/message.js';
import { JOURNEY_NAMES, type JourneyName } from '../src/journeys/index.js';
import { playThrough } from '../src/journeys/play-through.js';
import type { Announcement, Step } from '../src/lab/step.js';
import { combinedResults } from '../src/wire/results.js';
import { journeyNamed } from '../../../test/support/journeys.js';

type Webhook = serialization.ClientFacingOrderChanged.Raw;
type AppointmentWebhook = serialization.ClientFacingAppointmentChanged.Raw;
const RUN_INPUT = { seed: 7, clientUserId: 'test-patient' };

function bodiesOf<Body>(steps: readonly Step[], of: Announcement['of']): Body[] {
  return steps.flatMap(({ transaction, announced }) =>
    announced
      .filter((announcement) => announcement.of === of)
      .map((announcement) => JSON.parse(messageOf(transaction, announcement).body) as Body),
  );
}

function webhooksOf(steps: readonly Step[]): Webhook[] {
  return bodiesOf<Webhook>(steps, 'order');
}

/** The content of a webhook without the ids, times and values that differ between patients. */
function contentOf({ event_type, data }: Webhook) {
  const orders = data.order_transaction?.orders ?? [];
  return {
    event_type,
    origin: data.origin,
    status: data.status,
    events: data.events.map((event) => event.status),
    last_event: data.last_event.status,
    is_last_event: data.last_event.id === data.events.at(-1)?.id,
    has_sample_id: data.sample_id !== null,
    has_interpretation: data.interpretation !== null,
    has_missing_results: data.has_missing_results,
    transaction: data.order_transaction?.status,
    orders: orders.map((order) => ({
      is_own: order.id === data.id,
      origin: order.origin,
      low_level_status: order.low_level_status,
      parent: orders.find((parent) => parent.id === order.parent_id)?.origin,
    })),
  };
}

/** The keys of a JSON value at all levels. */
function keysOf(value: unknown): unknown {
  if (Array.isArray(value)) return [keysOf(value[0])];
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, keysOf(inner)]),
  );
}

function now(): string {
  return new Date().toISOString();
}

describe('a journey', () => {
  const recordings: [JourneyName, string][] = [
    ['happy-path', 'a01-walkin-initial-completed'],
    ['initial-cancelled', 'c01-initial-cancelled'],
    ['redraw', 'b01-redraw-full'],
    ['redraw-cancelled', 'd01-redraw-cancelled'],
    ['redraw-still-missing', 'f01-redraw-completed-still-missing'],
    ['both-cancelled', 'e01-both-cancelled'],
    ['corrected', 'j01-corrected-after-completed'],
    ['recreation', 'm01-recreation-after-cancel'],
    ['test-kit', 'g01-testkit-completed'],
    ['at-home', 'g03-at-home-completed'],
  ];

  it.each(recordings)('sends, as %s, the webhooks that were recorded as %s', (name, recording) => {
    const recorded = (journeyNamed(recording).webhooks as unknown as Webhook[]).filter(
      ({ event_type }) => event_type.startsWith('labtest.order.'),
    );
    const played = webhooksOf(playThrough(name, RUN_INPUT));

    expect(played.map(contentOf)).toEqual(recorded.map(contentOf));
    expect(played.map(keysOf)).toEqual(recorded.map(keysOf));
  });

  it('ends completed as on-site collection', () => {
    const contents = webhooksOf(playThrough('on-site', RUN_INPUT)).map(contentOf);

    expect(contents.map(({ last_event }) => last_event)).toEqual([
      'received.on_site_collection.ordered',
      'received.on_site_collection.requisition_created',
      'sample_with_lab.on_site_collection.draw_completed',
      'completed.on_site_collection.completed',
    ]);
    expect(contents.at(-1)?.transaction).toBe('completed');
  });

  it.each(JOURNEY_NAMES)('sends, as %s, only what the official schema defines', (name) => {
    const readings = webhooksOf(playThrough(name, RUN_INPUT)).map((webhook) =>
      serialization.ClientFacingOrderChanged.parse(webhook),
    );

    expect(readings.filter(({ ok }) => !ok)).toEqual([]);
  });

  it.each(JOURNEY_NAMES)(
    'sends, as %s, only appointments that the official schema defines',
    (name) => {
      const readings = bodiesOf(playThrough(name, RUN_INPUT), 'appointment').map((webhook) =>
        serialization.ClientFacingAppointmentChanged.parse(webhook),
      );

      expect(readings.filter(({ ok }) => !ok)).toEqual([]);
    },
  );

  it.each([
    ['at-home', ['pending', 'confirmed', 'confirmed', 'completed']],
    ['redraw-due', ['pending', 'confirmed', 'completed', 'pending', 'confirmed']],
    ['visit-cancelled', ['pending', 'confirmed', 'cancelled', 'pending', 'confirmed', 'completed']],
    ['test-kit', []],
  ] as const)('sends, as %s, the appointments %j', (name, statuses) => {
    const appointments = bodiesOf<AppointmentWebhook>(playThrough(name, RUN_INPUT), 'appointment');

    expect(appointments.map(({ data }) => data.status)).toEqual(statuses);
  });

  it('moves the appointment at home once, to another time', () => {
    const [, booked, moved] = bodiesOf<AppointmentWebhook>(
      playThrough('at-home', RUN_INPUT),
      'appointment',
    );

    expect(moved?.data.id).toBe(booked?.data.id);
    expect(moved?.data.events.map(({ status }) => status)).toEqual([
      'pending',
      'scheduled',
      'scheduled',
    ]);
    expect(moved?.data.start_at).not.toBe(booked?.data.start_at);
  });

  it('sends, as critical, the partial and the final result, of two dates', () => {
    const webhooks = bodiesOf<{ data: { status: string; created_at: string; updated_at: string } }>(
      playThrough('critical', RUN_INPUT),
      'critical-result',
    );

    expect(webhooks.map(({ data }) => data.status)).toEqual(['partial', 'final']);
    expect(new Set(webhooks.map(({ data }) => data.created_at)).size).toBe(1);
    expect(new Set(webhooks.map(({ data }) => data.updated_at)).size).toBe(2);
  });

  it.each(JOURNEY_NAMES)(
    'dates and numbers, as %s, the events of an order upwards, in the past',
    (name) => {
      const orders = playThrough(name, RUN_INPUT).at(-1)?.transaction.orders ?? [];
      const histories = orders.map(({ events }) => ({
        times: events.map(({ createdAt }) => createdAt),
        ids: events.map(({ id }) => id),
      }));

      for (const { times, ids } of histories) {
        expect(times).toEqual([...times].sort());
        expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
      }
      expect(histories.flatMap(({ times }) => times).filter((time) => time > now())).toEqual([]);
    },
  );

  it('dates its events to the microsecond', () => {
    const [{ transaction } = { transaction: undefined }] = playThrough('redraw', {
      ...RUN_INPUT,
      startedAt: new Date('2026-03-02T09:00:00.250Z'),
    });

    expect(transaction?.orders[0]?.events[0].createdAt).toMatch(/^2026-03-02T09:00:00\.250\d{3}Z$/);
    expect(transaction?.orders[0]?.events[0].createdAt).not.toMatch(/000Z$/);
  });

  it('has partial results that no webhook of the order announces', () => {
    const unannounced = playThrough('redraw', RUN_INPUT).filter(
      ({ announced }) => !announced.some(({ of }) => of === 'order'),
    );

    expect(unannounced).toHaveLength(1);
    const [{ transaction } = { transaction: null }] = unannounced;
    expect(transaction && combinedResults(transaction)).toMatchObject({
      metadata: { status: 'partial' },
      missing_results: null,
    });
  });

  it('is the same again with the same seed, and another with another', () => {
    const startedAt = new Date('2026-03-02T09:00:00Z');

    expect(playThrough('redraw', { ...RUN_INPUT, startedAt })).toEqual(
      playThrough('redraw', { ...RUN_INPUT, startedAt }),
    );
    expect(playThrough('redraw', { ...RUN_INPUT, seed: 8 })[0]?.transaction.id).not.toBe(
      playThrough('redraw', RUN_INPUT)[0]?.transaction.id,
    );
  });
});

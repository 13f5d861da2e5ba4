import { setTimeout as pause } from 'node:timers/promises';
import { journeyNamed } from '../../support/journeys.js';
import { withFreshIds } from '../../support/messages.js';
import type { Attack } from '../attack.js';

const WEBHOOKS = 800;

export const missingTable: Attack = {
  promise: 'webhooks during trouble with a table are repeated, not quarantined',
  run: async ({ pool, deliver }) => {
    const bodies = Array.from({ length: WEBHOOKS }, () => {
      const [webhook] = withFreshIds(journeyNamed('a01-walkin-initial-completed')).webhooks;
      return JSON.stringify(webhook);
    });
    await pool.query('ALTER TABLE order_event RENAME TO order_event_away');
    const restored = pause(3_000).then(() =>
      pool.query('ALTER TABLE order_event_away RENAME TO order_event'),
    );
    let quarantined = 0;
    const repeatUntilApplied = async (body: string, index: number) => {
      for (let attempt = 0; attempt < 30; attempt++) {
        const { status } = await deliver(body, `msg_${index}`);
        if (status === 202) quarantined++;
        if (status < 300) return;
        await pause(300);
      }
    };
    await Promise.all(bodies.map(repeatUntilApplied));
    await restored;
    const { rows } = await pool.query<{ left: number; orders: number }>(
      `SELECT (SELECT count(*)::int FROM webhook_quarantine) AS left,
              (SELECT count(*)::int FROM lab_order) AS orders`,
    );
    const { left = -1, orders = -1 } = rows[0] ?? {};
    return {
      passed: quarantined === 0 && left === 0 && orders === WEBHOOKS,
      figures: `${quarantined} quarantined, ${left} left in quarantine, ${orders} of ${WEBHOOKS} applied`,
    };
  },
};

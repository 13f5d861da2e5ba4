import { randomUUID } from 'node:crypto';
import { Ingester } from '../../src/ingest/ingester.js';
import { runCommand } from '../support/command.js';
import { journeyNamed } from '../support/journeys.js';
import { messagesOf } from '../support/messages.js';
import { countRows } from '../support/mirror.js';
import { useTestDatabase } from '../support/use-database.js';

const DAYS = { FINISHED_RETENTION_DAYS: '30' };

const { dataSource, pool } = useTestDatabase('TEST');
beforeEach(async () => {
  const { webhooks } = journeyNamed('b01-redraw-full');
  for (const message of messagesOf(webhooks, 'old')) await new Ingester(pool).take(message);
  await dataSource.query(`UPDATE order_transaction SET updated_at = now() - interval '31 days'`);
  await dataSource.query(`UPDATE webhook_inbox SET received_at = now() - interval '91 days'`);
  await dataSource.query(
    `INSERT INTO webhook_quarantine (message_id, reason, body, received_at)
     VALUES ($1, 'JSON', '', now() - interval '31 days')`,
    [randomUUID()],
  );
});

async function storedRows(): Promise<number[]> {
  const tables = ['order_transaction', 'webhook_inbox', 'webhook_quarantine'];
  return Promise.all(tables.map((table) => countRows(pool, table)));
}

describe('prune', () => {
  it('changes nothing with --dry-run, and prints what it would remove', async () => {
    const before = await storedRows();
    const { code, stdout } = await runCommand(['prune', '--dry-run'], DAYS);
    expect(stdout).toMatch(
      /^finished transactions: 1 would be removed\ninbox: [1-9]\d* would be removed, \d+ old messages? still needed\nquarantine: 1 would be removed\n$/,
    );
    expect(code).toBe(0);
    expect(await storedRows()).toEqual(before);
  });

  it('previews the numbers that it then removes', async () => {
    const keep = { FINISHED_RETENTION_DAYS: '0' };
    const preview = await runCommand(['prune', '--dry-run', '--json'], keep);
    const report = await runCommand(['prune', '--json'], keep);
    const { dryRun, ...removed } = JSON.parse(report.stdout) as Record<string, unknown>;
    expect(dryRun).toBe(false);
    expect(JSON.parse(preview.stdout)).toEqual({ dryRun: true, ...removed });
    expect(removed).toMatchObject({ finished: 0, quarantined: 1 });
  });
});

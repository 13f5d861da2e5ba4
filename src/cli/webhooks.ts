import { InvalidArgumentError, type Command } from 'commander';
import { readConfig } from '../config/config.js';
import type { Instant } from '../junction/instant.js';
import { asList, field } from '../junction/tolerant.js';
import { parseUuid } from '../junction/uuid.js';
import { parsePastTime, parseTime, UsageError } from './options.js';
import { addCommand, count, reporting, type Report } from './report.js';
import { withJunction } from './with-junction.js';

const MAX_SPAN_MS = 60 * 24 * 3_600_000;

interface Options {
  readonly order: readonly string[];
  readonly since?: Instant;
  readonly until?: Instant;
}

export function addWebhooks(program: Command): void {
  const webhooks = program
    .command('webhooks')
    .description('Work with the webhooks that Junction sends')
    .helpCommand(false);
  addCommand(webhooks, 'resend', 'Request the latest webhook of orders from Junction again', {
    0: 'Junction sends them',
  })
    .option('--order <id>', 'of this order; may be repeated', collectOrder, [])
    .option(
      '--since <time>',
      'of the orders that had webhooks since then, at most 60 days',
      parsePastTime,
    )
    .option('--until <time>', 'with --since (default: now)', parseTime)
    .addHelpText('after', '\nEach webhook carries the whole history of its order.')
    .action(reporting(resend));
}

async function resend(options: Options): Promise<Report> {
  const selection = selectionOf(options);
  return withJunction(readConfig(process.env), async (client) => {
    const answer = await client.resendEvents(selection);
    const orderIds = asList(field(answer, 'order_ids'));
    return {
      json: { orderIds },
      text: `Junction sends the webhooks of ${count(orderIds.length, 'order')} again.\n`,
    };
  });
}

function collectOrder(text: string, others: readonly string[]): string[] {
  const orderId = parseUuid(text);
  if (orderId === null) throw new InvalidArgumentError('Expected the id of an order, a UUID.');
  return [...others, orderId];
}

function selectionOf({ order: orderIds, since, until }: Options) {
  if (orderIds.length === 0 && since === undefined) {
    throw new UsageError('--order, --since, or both are required');
  }
  if (until !== undefined && since === undefined) throw new UsageError('--until requires --since');
  const end = until === undefined ? Date.now() : Date.parse(until);
  if (since !== undefined && end < Date.parse(since)) {
    throw new UsageError('--until is before --since');
  }
  if (since !== undefined && end - Date.parse(since) > MAX_SPAN_MS) {
    throw new UsageError('Junction sends the webhooks of at most 60 days again');
  }
  return {
    ...(orderIds.length > 0 && { orderIds }),
    ...(since && { since }),
    ...(until && { until }),
  };
}

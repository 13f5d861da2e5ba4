import { asList, field } from '../junction/tolerant.js';
import { parseUuid } from '../junction/uuid.js';
import { timeOption, withJunction } from './junction.js';
import { runCommand, UsageError, type CommandInput } from './run-command.js';

const HELP = `Usage: npm run webhooks -- resend [--order <id>]… [--since <time>] [--until <time>]

Asks Junction to send the latest webhook of orders again. Each carries the order's whole history.

  --order <id>    this order; may be repeated
  --since <time>  the orders that had webhooks since then; at most 60 days
  --until <time>  with --since; default: now

Exit code 0: Junction sends them. 1: it failed. 2: called wrongly.`;

const LONGEST_SPAN_MS = 60 * 24 * 3_600_000;

void runCommand({
  help: HELP,
  options: {
    order: { type: 'string', multiple: true },
    since: { type: 'string' },
    until: { type: 'string' },
  },
  run: ({ config, words, options }) => {
    if (words.length !== 1 || words[0] !== 'resend') {
      throw new UsageError('The one thing to do with webhooks is "resend".');
    }
    const selection = selectionOf(options);
    return withJunction(config, async (client) => {
      const answer = await client.resendEvents(selection);
      const resent = asList(field(answer, 'order_ids'));
      process.stdout.write(`Junction sends the webhooks of ${resent.length} orders again.\n`);
      return 0;
    });
  },
});

function selectionOf(options: CommandInput['options']) {
  const since = timeOption(options, 'since');
  const until = timeOption(options, 'until');
  const orderIds = asList(options.order).map((id) => {
    const orderId = parseUuid(id);
    if (orderId === null) throw new UsageError('--order takes the id of an order, a UUID.');
    return orderId;
  });
  if (orderIds.length === 0 && since === undefined) {
    throw new UsageError('Say which webhooks: --order, --since, or both.');
  }
  const end = until === undefined ? Date.now() : Date.parse(until);
  if (since !== undefined && end - Date.parse(since) > LONGEST_SPAN_MS) {
    throw new UsageError('Junction sends webhooks of at most 60 days again.');
  }
  return {
    ...(orderIds.length > 0 && { orderIds }),
    ...(since && { since }),
    ...(until && { until }),
  };
}

import type { JunctionClient, OrderListQuery } from '../junction/client.js';
import { asNumber, asObject, field, type JsonObject } from '../junction/tolerant.js';
import { UpstreamError } from '../junction/upstream-error.js';
import { parseUuid } from '../junction/uuid.js';
import { factHash, type OrderReport } from '../orders/facts.js';
import { readOrderReport, UnreadableError } from '../orders/read-report.js';

/** An order of Junction's list, or the reason why it is unreadable. Equal keys have equal content. */
export type ListedOrder =
  | { readonly key: string; readonly id: string; readonly report: OrderReport }
  | { readonly key: string; readonly id: string | null; readonly problem: string };

type Filter = Omit<OrderListQuery, 'page' | 'size'>;

const PAGE_SIZE = 100;
const MAX_PASSES = 6;

/**
 * Reads all orders that match a filter, and passes each on once, page by page.
 *
 * Rows shift between pages while orders change, so a row may be missed. Hence, when there is more than one page, all
 * are read again until a pass contains nothing new. The number of orders must reach Junction's total.
 *
 * @throws UpstreamError when a page fails, or fewer orders are returned than Junction's total.
 */
export async function readOrders(
  client: JunctionClient,
  filter: Filter,
  onOrders: (orders: readonly ListedOrder[]) => Promise<void>,
): Promise<void> {
  const seen = new Set<string>();
  for (let pass = 1; pass <= MAX_PASSES; pass++) {
    const { pages, fresh, complete } = await readPass(client, filter, seen, onOrders);
    const settled = pages === 1 || (pass > 1 && fresh === 0);
    if (complete && settled) return;
  }
  throw new UpstreamError('UPSTREAM_REJECTED', 'the list of orders does not settle');
}

async function readPass(
  client: JunctionClient,
  filter: Filter,
  seen: Set<string>,
  onOrders: (orders: readonly ListedOrder[]) => Promise<void>,
) {
  const keys = new Set<string>();
  let fresh = 0;
  for (let page = 1, rows = 0; ; page++) {
    const body = await client.listOrders({ ...filter, page, size: PAGE_SIZE });
    const listed = ordersOf(body).map(readListed);
    const total = asNumber(field(body, 'total'));
    if (listed.length === 0 && rows < (total ?? 0)) {
      throw new UpstreamError('UPSTREAM_REJECTED', `empty page ${page} of ${total} orders`);
    }
    const news = listed.filter(({ key }) => !seen.has(key));
    const repeated = listed.every(({ key }) => keys.has(key));
    for (const { key } of listed) keys.add(key);
    for (const { key } of news) seen.add(key);
    fresh += news.length;
    rows += listed.length;
    if (news.length > 0) await onOrders(news);
    // Junction chooses the real size of a page: only the total, or a page with nothing new, marks the end.
    const isLastPage = total === null ? repeated : rows >= total;
    if (isLastPage) return { pages: page, fresh, complete: keys.size >= (total ?? 0) };
  }
}

function ordersOf(body: JsonObject): readonly unknown[] {
  const orders = field(body, 'orders');
  if (Array.isArray(orders)) return orders;
  throw new UpstreamError('UPSTREAM_REJECTED', 'a page without orders');
}

function readListed(order: unknown): ListedOrder {
  try {
    const report = readOrderReport(order);
    return { key: factHash(report), id: report.orderId, report };
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    const id = parseUuid(field(asObject(order), 'id'));
    return { key: `unreadable ${id ?? JSON.stringify(order)}`, id, problem: error.reason };
  }
}

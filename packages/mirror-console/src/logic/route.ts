import { NO_FILTERS, readFilters, writeFilters, type Filters } from './filters.js';

/** The state of the page in the fragment of the address, which browsers do not send to servers. */
export type Route =
  | { readonly page: 'transactions'; readonly id: string | null; readonly filters: Filters }
  | { readonly page: 'operations'; readonly filters: DeliveryFilters };

/** The filters of the list of deliveries. An empty string means any. */
export interface DeliveryFilters {
  readonly outcome: string;
  readonly eventType: string;
  /** A part of a message id. */
  readonly messageId: string;
}

export const ALL_DELIVERIES: DeliveryFilters = { outcome: '', eventType: '', messageId: '' };

export function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const parameters = new URLSearchParams(query);
  const [page = '', id = ''] = path.split('/');
  if (page === 'operations') {
    const word = (name: keyof DeliveryFilters) => parameters.get(name) ?? '';
    return {
      page: 'operations',
      filters: {
        outcome: word('outcome'),
        eventType: word('eventType'),
        messageId: word('messageId'),
      },
    };
  }
  return {
    page: 'transactions',
    id: page === 'transactions' && id !== '' ? decode(id) : null,
    filters: readFilters(parameters),
  };
}

export function writeRoute(route: Route): string {
  if (route.page === 'operations') {
    const set = Object.entries(route.filters).filter(([, value]) => value !== '');
    return withQuery('#/operations', new URLSearchParams(set));
  }
  const { id, filters } = route;
  const path = id === null ? '#/transactions' : `#/transactions/${encodeURIComponent(id)}`;
  return withQuery(path, writeFilters(filters));
}

export function hrefOfTransaction(id: string | null, filters: Filters = NO_FILTERS): string {
  return writeRoute({ page: 'transactions', id, filters });
}

export function hrefOfOperations(filters: DeliveryFilters = ALL_DELIVERIES): string {
  return writeRoute({ page: 'operations', filters });
}

function withQuery(path: string, parameters: URLSearchParams): string {
  return parameters.size === 0 ? path : `${path}?${parameters.toString()}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

import { NO_FILTERS } from '../src/logic/filters.js';
import { ALL_DELIVERIES, readRoute, writeRoute, type Route } from '../src/logic/route.js';

describe('the address of the page', () => {
  it.each<[string, Route]>([
    ['', { page: 'transactions', id: null, filters: NO_FILTERS }],
    ['#/transactions/a-1', { page: 'transactions', id: 'a-1', filters: NO_FILTERS }],
    ['#/nonsense/a-1', { page: 'transactions', id: null, filters: NO_FILTERS }],
    ['#/transactions/%E0%A4%A', { page: 'transactions', id: '%E0%A4%A', filters: NO_FILTERS }],
    ['#/operations', { page: 'operations', filters: ALL_DELIVERIES }],
  ])('%j is read as %j', (hash, route) => {
    expect(readRoute(hash)).toEqual(route);
  });

  it.each<Route>([
    {
      page: 'transactions',
      id: 'a/b?c#d',
      filters: { ...NO_FILTERS, status: 'ACTIVE', after: ['c&d'] },
    },
    {
      page: 'operations',
      filters: { outcome: 'STALE', eventType: 'labtest.order.created', messageId: 'msg_1&2' },
    },
  ])('is read as it was written: %j', (route) => {
    expect(readRoute(writeRoute(route))).toEqual(route);
  });
});

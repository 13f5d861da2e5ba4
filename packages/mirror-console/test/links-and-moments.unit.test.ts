import { explorerLink, webAddress, withDefaultId } from '../src/logic/links.js';
import { appointmentTimeOf, calendarDayOf } from '../src/logic/moments.js';

describe('a link', () => {
  it.each([
    ['https://courier.example/1', 'https://courier.example/1'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['not a link', null],
    [null, null],
  ])('to a courier is one of the web: %s', (text, address) => {
    expect(webAddress(text)).toBe(address);
  });

  it('opens an operation in an explorer with the id filled in', () => {
    const operation = withDefaultId('query Q($id: ID!) { order(id: $id) { id } }', 'a"b');
    expect(operation).toBe('query Q($id: ID! = "a\\"b") { order(id: $id) { id } }');
    const link = new URL(explorerLink('/graphiql', operation), 'http://127.0.0.1');
    expect(link.searchParams.get('query')).toBe(operation);
  });
});

describe('a moment', () => {
  it('is shown in the zone of the appointment', () => {
    const at = '2026-03-06T17:30:00.000Z';
    expect(appointmentTimeOf(at, 'America/Phoenix')).toBe('Fri, Mar 6, 10:30');
    expect(appointmentTimeOf(at, 'Not/AZone')).toBe(appointmentTimeOf(at, null));
  });

  it('is the same day in every zone when it is a day', () => {
    expect(calendarDayOf('2026-03-06')).toBe('Fri, Mar 6');
  });
});

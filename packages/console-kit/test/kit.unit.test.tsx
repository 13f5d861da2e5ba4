import { fireEvent, render, screen } from '@testing-library/preact';
import { JsonView, NoticeProvider, durationOf, timeOf, titleOf, useRun } from '../src/index.js';
import { tokensOf } from '../src/json-view.js';

describe('the formats of both consoles', () => {
  it.each([
    ['REDRAW_AVAILABLE', 'Redraw available'],
    ['at-home', 'At home'],
  ])('writes %s as the title %s', (word, title) => {
    expect(titleOf(word)).toBe(title);
  });

  it('names the day of a time unless it is today', () => {
    const now = new Date(2026, 2, 6, 12);
    expect(timeOf(new Date(2026, 2, 6, 9, 5, 1).toISOString(), now)).not.toMatch(/Mar/);
    expect(timeOf(new Date(2026, 2, 5, 9, 5, 1).toISOString(), now)).toMatch(/Mar/);
  });

  it.each([
    [12.4, '12 ms'],
    [1_500, '1.5 s'],
    [300_000, '5 min'],
    [7_200_000, '2 h'],
  ])('writes %d ms as %s', (milliseconds, text) => {
    expect(durationOf(milliseconds)).toBe(text);
  });
});

describe('a view of JSON', () => {
  const value = { text: 'a "quoted": 1', number: -1.5e3, none: null, list: [true] };

  it('shows the whole text', () => {
    const json = JSON.stringify(value, null, 2);
    expect(
      tokensOf(json)
        .map(({ text }) => text)
        .join(''),
    ).toBe(json);
    render(<JsonView value={value} label="Payload" />);
    expect(screen.getByRole('region', { name: 'Payload' }).textContent).toBe(json);
  });

  it('distinguishes keys, strings and literals', () => {
    expect(tokensOf('{"a": "b", "c": 1}').filter(({ kind }) => kind !== 'punctuation')).toEqual([
      { kind: 'key', text: '"a"' },
      { kind: 'string', text: '"b"' },
      { kind: 'key', text: '"c"' },
      { kind: 'literal', text: '1' },
    ]);
  });
});

test('an action that fails is reported in the status of the page', async () => {
  function Failing() {
    const run = useRun();
    return <button onClick={() => run(() => Promise.reject(new Error('Not today')))}>Go</button>;
  }
  render(
    <NoticeProvider>
      <Failing />
    </NoticeProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Go' }));
  expect((await screen.findByText('Not today')).getAttribute('role')).toBe('status');
});

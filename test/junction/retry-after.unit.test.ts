import { parseRetryAfter } from '../../src/junction/retry-after.js';

describe('the header Retry-After', () => {
  it('can contain seconds', () => {
    expect(parseRetryAfter('120')).toBe(120_000);
    expect(parseRetryAfter('0')).toBe(0);
  });

  it('can contain a date', () => {
    const milliseconds = parseRetryAfter(new Date(Date.now() + 60_000).toUTCString());
    expect(milliseconds).toBeGreaterThan(58_000);
    expect(milliseconds).toBeLessThanOrEqual(60_000);
    expect(parseRetryAfter('Wed, 21 Oct 2015 07:28:00 GMT')).toBe(0);
  });

  it.each([null, '', 'soon'])('is ignored when it is %p', (header) => {
    expect(parseRetryAfter(header)).toBeNull();
  });
});

import { DatabaseError } from 'pg';
import { UpstreamError } from '../../src/junction/upstream-error.js';
import { createLogger } from '../../src/telemetry/logger.js';

/** The log entry of an error. */
function logged(error: unknown): Record<string, unknown> {
  const lines: string[] = [];
  createLogger('info', { write: (line: string) => lines.push(line) }).error(
    { err: error },
    'it failed',
  );
  return (JSON.parse(lines.join()) as { err: Record<string, unknown> }).err;
}

const failureOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('the log', () => {
  it("contains an error's kind, message, place and cause", () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    expect(logged(new TypeError('no function', { cause }))).toEqual({
      type: 'TypeError',
      message: 'no function',
      stack: expect.stringMatching(/^\s+at .*logger\.unit\.test/) as string,
      cause: expect.objectContaining({ code: 'ECONNREFUSED' }) as unknown,
    });
  });

  it('contains why a call to Junction failed', () => {
    const error = new UpstreamError('UPSTREAM_UNAVAILABLE', 'status 503', { status: 503 });
    expect(logged(error)).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', reason: 'status 503' });
  });

  it.each([
    ['of Postgres', new DatabaseError('invalid input: "Anna"', 0, 'error')],
    ['of a parser', failureOf(() => JSON.parse('Anna'))],
    ['that is no error', 'Anna'],
    ['that one of them caused', new Error('failed', { cause: new SyntaxError('Anna') })],
  ])('omits values that an error quotes: %s', (_which, error) => {
    expect(JSON.stringify(logged(error))).not.toContain('Anna');
  });

  it('writes nothing below its level', () => {
    const lines: string[] = [];
    const log = createLogger('warn', { write: (line: string) => lines.push(line) });
    log.info('a webhook');
    log.warn('a warning');
    expect(lines).toHaveLength(1);
  });
});

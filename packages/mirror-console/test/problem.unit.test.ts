import { problemOf, problemOfStatus, UNREACHABLE } from '../src/api/problem.js';

const graphQLError = (code: string) => ({
  graphQLErrors: [{ message: 'It failed.', extensions: { code } }],
});

describe('a problem', () => {
  it('is none without an error', () => {
    expect(problemOf(undefined)).toBeNull();
  });

  it('without an answer says that the service does not answer', () => {
    const failure = { networkError: new Error('Failed to fetch'), graphQLErrors: [] };
    expect(problemOf(failure)).toBe(UNREACHABLE);
  });

  it.each([
    ['UNAUTHENTICATED', /bearer token/],
    ['UPSTREAM_TIMEOUT', /Junction/],
    ['INTERNAL_SERVER_ERROR', /log/],
  ])('of the graph names the message and, for %s, what to do', (code, remedy) => {
    const problem = problemOf(graphQLError(code));
    expect(problem?.title).toBe('It failed.');
    expect(problem?.remedy).toMatch(remedy);
  });

  it.each([
    [401, /machine/],
    [403, /localhost/],
    [503, /health/],
    [418, /log/],
  ])('of an endpoint for operators with %d says what to do', (status, remedy) => {
    expect(problemOfStatus(status, undefined).remedy).toMatch(remedy);
  });
});

import { problemOf, problemOfStatus, UNREACHABLE } from '../src/api/problem.js';

const graphQLError = (code: string) => ({
  graphQLErrors: [{ message: 'It failed.', extensions: { code } }],
});

describe('a problem', () => {
  it('is null when there is no error', () => {
    expect(problemOf(undefined)).toBeNull();
  });

  it('says that the service does not answer when there is no response', () => {
    const failure = { networkError: new Error('Failed to fetch'), graphQLErrors: [] };
    expect(problemOf(failure)).toBe(UNREACHABLE);
  });

  it.each([
    ['UNAUTHENTICATED', /bearer token/],
    ['UPSTREAM_TIMEOUT', /Junction/],
    ['INTERNAL_SERVER_ERROR', /log/],
  ])('contains the graph’s message and, for %s, what to do', (code, remedy) => {
    const problem = problemOf(graphQLError(code));
    expect(problem?.title).toBe('It failed.');
    expect(problem?.remedy).toMatch(remedy);
  });

  it.each([
    [401, /machine/],
    [403, /localhost/],
    [503, /health/],
    [418, /log/],
  ])('says what to do when an operator endpoint responds with %d', (status, remedy) => {
    expect(problemOfStatus(status, undefined).remedy).toMatch(remedy);
  });
});

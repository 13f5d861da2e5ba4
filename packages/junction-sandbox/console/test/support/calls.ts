interface RecordedCall {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/**
 * Answers the calls of the page.
 *
 * @param answers the answers by path; other paths are answered with `{}`
 * @returns the calls so far
 */
export function answerCalls(answers: Readonly<Record<string, unknown>> = {}): RecordedCall[] {
  const calls: RecordedCall[] = [];
  globalThis.fetch = (input, { method = 'GET', body } = {}) => {
    const path = typeof input === 'string' ? input : '';
    calls.push({
      method,
      path,
      body: typeof body === 'string' ? JSON.parse(body) : null,
    });
    const answer = answers[path] ?? {};
    return Promise.resolve({ ok: true, json: () => Promise.resolve(answer) } as Response);
  };
  return calls;
}

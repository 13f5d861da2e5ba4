import { setTimeout as pause } from 'node:timers/promises';
import { EmptyAnswers } from '../../src/results/empty-answers.js';

const subject = { kind: 'ORDER', id: 'a', version: '1' } as const;

describe('the memory of empty answers', () => {
  it('returns the answer of the same version of the subject', () => {
    const answers = new EmptyAnswers();
    expect(answers.get(subject)).toBeNull();
    answers.set(subject, null);
    expect(answers.get(subject)).toEqual({ version: '1', results: null });
    expect(answers.get({ ...subject, version: '2' })).toBeNull();
    expect(answers.get({ ...subject, kind: 'TRANSACTION' })).toBeNull();
  });

  it('drops an answer after its time', async () => {
    const answers = new EmptyAnswers(20);
    answers.set(subject, null);
    await pause(40);
    expect(answers.get(subject)).toBeNull();
  });
});

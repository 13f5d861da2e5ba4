/** The journey of this seed exists already: the same seed gives the same ids. */
export class AlreadyPlayedError extends Error {
  override readonly name = 'AlreadyPlayedError';

  constructor(journey: string, seed: number) {
    super(`The journey "${journey}" was played before with the seed ${seed}: choose another seed.`);
  }
}

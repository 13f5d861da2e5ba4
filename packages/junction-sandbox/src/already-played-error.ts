/** The same seed gives the same ids, which exist already. */
export class AlreadyPlayedError extends Error {
  override readonly name = 'AlreadyPlayedError';

  constructor(journey: string, seed: number) {
    super(`The journey "${journey}" was played before with the seed ${seed}: choose another seed.`);
  }
}

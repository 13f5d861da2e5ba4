/** The values of a statement, each with its placeholder. */
export class Values {
  readonly all: unknown[] = [];

  /** @param before the number of placeholders before these */
  constructor(private readonly before = 0) {}

  /** @returns the placeholder, e.g. `$1`. */
  add(value: unknown): string {
    return `$${this.before + this.all.push(value)}`;
  }
}

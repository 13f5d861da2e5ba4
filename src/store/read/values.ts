/** The values of a statement, each known by its placeholder. */
export class Values {
  readonly all: unknown[] = [];

  /** @param before how many placeholders come before these */
  constructor(private readonly before = 0) {}

  /** @returns the placeholder, e.g. `$1`. */
  add(value: unknown): string {
    return `$${this.before + this.all.push(value)}`;
  }
}

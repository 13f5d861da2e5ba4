/** On whose behalf something is read or changed, and what of it is theirs to see. Everything that reads takes one. */
export interface Viewer {
  /** What the audit trail calls them: {@link bearerName}, or one of the words below. */
  readonly name: string;
  /** The company's own id of the person whose records these are to see; null where it is nobody's. */
  readonly userId: string | null;
  /** Whether they see everybody's records, also those without a user. */
  readonly seesAll: boolean;
  /** Whether they may have the mirror remember an order. */
  readonly mayTrack: boolean;
  /** When the token ends that says all this, in milliseconds since 1970; null where there is none. */
  readonly expiresAt: number | null;
}

/** Who the audit trail says it was. */
export type Actor = Pick<Viewer, 'name' | 'userId'>;

/**
 * What the audit trail calls the bearer of a token. Whatever the token says, nothing else there is called so.
 *
 * @param subject null: the token names none.
 */
export function bearerName(subject: string | null): string {
  return `token:${subject ?? ''}`;
}

/** Whoever runs a command on the service's own database. */
export const OPERATOR: Actor = Object.freeze({ name: 'operator', userId: null });

/** The gateway, where callers' tokens are not asked for: it is trusted to pass on only what its callers may see. */
export const GATEWAY: Viewer = Object.freeze({
  name: 'gateway',
  userId: null,
  seesAll: true,
  mayTrack: true,
  expiresAt: null,
});

/** A caller without a valid token, where one is asked for. */
export const NOBODY: Viewer = Object.freeze({
  name: 'nobody',
  userId: null,
  seesAll: false,
  mayTrack: false,
  expiresAt: null,
});

/** The caller on whose behalf records are read or changed, with the caller's rights. Every read takes one. */
export interface Viewer {
  /** The caller's name in the audit trail: {@link bearerName}, or one of the names below. */
  readonly name: string;
  /** The company's own id of the user whose records the caller may read; null where there is none. */
  readonly userId: string | null;
  /** Whether the caller may read the records of all users, including records without a user. */
  readonly seesAll: boolean;
  /** Whether the caller may track an order. */
  readonly mayTrack: boolean;
  /** Whether the caller may cancel the orders that the caller may read. */
  readonly mayCancel: boolean;
  /** When the caller's token expires, in milliseconds since 1970; null where there is no token. */
  readonly expiresAt: number | null;
}

/** The caller as recorded in the audit trail. */
export type Actor = Pick<Viewer, 'name' | 'userId'>;

/**
 * The name of a token's bearer in the audit trail. The prefix distinguishes any subject from the names below.
 *
 * @param subject the token's `sub`; null where it has none
 */
export function bearerName(subject: string | null): string {
  return `token:${subject ?? ''}`;
}

/** A person who runs a command on the service's own database. */
export const OPERATOR: Actor = Object.freeze({ name: 'operator', userId: null });

/** The gateway, where tokens are not configured: it is trusted to request only what its callers may read. */
export const GATEWAY: Viewer = Object.freeze({
  name: 'gateway',
  userId: null,
  seesAll: true,
  mayTrack: true,
  mayCancel: true,
  expiresAt: null,
});

/** A caller without a valid token, where tokens are configured. */
export const UNAUTHENTICATED_VIEWER: Viewer = Object.freeze({
  name: 'unauthenticated',
  userId: null,
  seesAll: false,
  mayTrack: false,
  mayCancel: false,
  expiresAt: null,
});

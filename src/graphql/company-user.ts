/** A user of the company, known to this service by the company's own id alone. */
export interface CompanyUser {
  readonly id: string;
}

/**
 * Returns the user with this id. The id is not looked up: every user may exist.
 *
 * @param id as GraphQL accepts an `ID`: text or an integer, which some servers write for their integer keys.
 * @returns null when the value cannot be an id. An integer beyond 2^53 cannot: JSON parsing has rounded it.
 */
export function companyUser(id: unknown): CompanyUser | null {
  const text = Number.isSafeInteger(id) ? String(id) : id;
  return typeof text === 'string' && text !== '' && isStorable(text) ? { id: text } : null;
}

/** Postgres stores no text with the character NUL or with half a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

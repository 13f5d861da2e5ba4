import type { ClientBase } from 'pg';

export interface Person {
  readonly orderIds: readonly string[];
  /** Junction's own ids of the person. */
  readonly junctionUserIds: readonly string[];
}

export const FIND_PERSON = {
  name: 'find-person',
  text: `WITH own AS (
           SELECT id, junction_user_id, transaction_id FROM lab_order WHERE user_id = $1)
         SELECT id, junction_user_id AS "junctionUserId" FROM own
         UNION ALL
         SELECT id, junction_user_id FROM lab_order AS it
         WHERE user_id IS NULL AND transaction_id IN (SELECT transaction_id FROM own)
           AND NOT EXISTS (
             SELECT FROM lab_order WHERE transaction_id = it.transaction_id AND user_id <> $1)`,
};

/**
 * The orders of a person. An order without a known person is included when its transaction has no order of another
 * person.
 *
 * @param userId the company's id of the person
 */
export async function findPerson(client: ClientBase, userId: string): Promise<Person> {
  const { rows } = await client.query<{ id: string; junctionUserId: string | null }>({
    ...FIND_PERSON,
    values: [userId],
  });
  const junctionUserIds = rows.flatMap(({ junctionUserId }) => junctionUserId ?? []);
  return { orderIds: rows.map(({ id }) => id), junctionUserIds: [...new Set(junctionUserIds)] };
}

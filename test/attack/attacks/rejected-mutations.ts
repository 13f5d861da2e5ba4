import type { Attack } from '../attack.js';

const REQUESTS = 2_000;

export const rejectedMutations: Attack = {
  promise: 'rejected mutations cannot fill the audit trail',
  run: async ({ pool, query }) => {
    const count = async () => {
      const { rows } = await pool.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM audit_entry',
      );
      return rows[0]?.count ?? 0;
    };
    const before = await count();
    const mutation = 'mutation { trackOrder(input: {}) { order { id } } }';
    for (let sent = 0; sent < REQUESTS; sent += 50) {
      await Promise.all(Array.from({ length: 50 }, () => query(mutation, 'patient')));
    }
    const written = (await count()) - before;
    return { passed: written <= 5, figures: `${written} entries for ${REQUESTS} rejections` };
  },
};

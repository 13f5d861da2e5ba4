import { durationOf, Time } from '@order-transactions/console-kit';
import type { Attempt } from '../types.js';

export function AttemptTable({ attempts }: { readonly attempts: readonly Attempt[] }) {
  if (attempts.length === 0) return <p class="empty">None yet.</p>;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Sent</th>
          <th scope="col">Status</th>
          <th scope="col">Took</th>
          <th scope="col">The receiver’s response</th>
        </tr>
      </thead>
      <tbody>
        {attempts.map(({ sentAt, httpStatus, durationMs, answer }, index) => (
          <tr key={index}>
            <td>
              <Time iso={sentAt} />
            </td>
            <td>{httpStatus ?? 'none'}</td>
            <td>{durationOf(durationMs)}</td>
            <td>
              <code>{answer}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

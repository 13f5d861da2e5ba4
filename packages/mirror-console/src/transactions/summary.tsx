import { Badge, Panel, Time, titleOf } from '@order-transactions/console-kit';
import type { TransactionQuery } from '../generated/graphql.js';
import { describeAction } from '../logic/patient-action.js';
import { hrefOfTransaction } from '../logic/route.js';
import { NO_FILTERS } from '../logic/filters.js';
import { toneOfTransaction } from '../logic/words.js';
import { Id } from '../id.js';
import { ExplorerLinks } from './explorer-links.js';

export type ShownTransaction = NonNullable<TransactionQuery['orderTransaction']>;

/** The state of the transaction, and the patient's next action. */
export function Summary({ transaction }: { readonly transaction: ShownTransaction }) {
  const { id, status, rawStatus, patientAction, isCritical, criticalAt, changedAt, user, orders } =
    transaction;
  const action = describeAction(patientAction);
  const test = orders.find(({ testName }) => testName !== null)?.testName;
  return (
    <Panel
      title={test ?? 'Transaction'}
      actions={<Badge tone={toneOfTransaction(status)}>{titleOf(status)}</Badge>}
    >
      <div class="action">
        <p class="muted">What the patient should do now</p>
        <p class="action-title">{action.title}</p>
        <p class="muted">{action.reason}</p>
      </div>
      {isCritical && (
        <p>
          <Badge tone="bad">! critical result</Badge>{' '}
          {criticalAt !== null && <Time iso={criticalAt} />}
        </p>
      )}
      <dl class="properties">
        <dt>Transaction</dt>
        <dd>
          <Id value={id} of="transaction" />
        </dd>
        {user !== null && (
          <>
            <dt>Person</dt>
            <dd>
              <Id value={user.id} of="person" />{' '}
              <a href={hrefOfTransaction(null, { ...NO_FILTERS, userId: user.id })}>
                All of this person
              </a>
            </dd>
          </>
        )}
        <dt>Junction’s word</dt>
        <dd>{rawStatus ?? '–'}</dd>
        <dt>Changed</dt>
        <dd>
          <Time iso={changedAt} />
        </dd>
      </dl>
      <ExplorerLinks id={id} />
    </Panel>
  );
}

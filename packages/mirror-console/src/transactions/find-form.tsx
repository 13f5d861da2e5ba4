import { useNotify, useRun } from '@order-transactions/console-kit';
import { useClient } from '@urql/preact';
import { useState } from 'preact/hooks';
import { problemOf } from '../api/problem.js';
import { FindTransactionDocument } from '../generated/graphql.js';
import type { Filters } from '../logic/filters.js';
import { navigate } from '../use-route.js';

/** Opens the transaction with the given id, or the transaction of the order with that id. */
export function FindForm({ filters }: { readonly filters: Filters }) {
  const [text, setText] = useState('');
  const client = useClient();
  const notify = useNotify();
  const run = useRun();
  const find = async (id: string) => {
    const { data, error } = await client.query(FindTransactionDocument, { id }).toPromise();
    const found = data?.orderTransaction?.id ?? data?.order?.transaction?.id;
    if (found !== undefined) {
      setText('');
      navigate({ page: 'transactions', id: found, filters });
      return;
    }
    const problem = problemOf(error);
    if (problem !== null) notify(`${problem.title} ${problem.remedy}`);
    else if (data?.order) notify('The order exists. It belongs to no transaction yet.');
    else notify('No transaction or order has this id.');
  };
  return (
    <form
      class="find"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') run(() => find(text.trim()));
      }}
    >
      <label>
        Id of a transaction or order
        <input
          name="id"
          value={text}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <button type="submit">Open</button>
    </form>
  );
}

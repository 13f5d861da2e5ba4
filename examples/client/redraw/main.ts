/// <reference lib="dom" />
import { CombinedGraphQLErrors, HttpLink } from '@apollo/client';
import { createGraphClient } from '../client.js';
import { REDRAW_SCREEN } from '../operations.js';
import { element } from './dom.js';
import { screen } from './screen.js';

const client = createGraphClient(new HttpLink({ uri: '/graphql' }));
const id = new URLSearchParams(location.search).get('test');
const main = document.querySelector('main');
const announcement = document.querySelector('[role=status]');

async function show(): Promise<void> {
  if (id === null) throw new Error('the address names no test');
  // Fields that fail are null, and the rest of the screen is still shown.
  const { data, error } = await client.query({
    query: REDRAW_SCREEN,
    variables: { id },
    errorPolicy: 'all',
    fetchPolicy: 'network-only',
  });
  const test = data?.orderTransaction;
  if (!test) throw new Error('there is no such test', { cause: error });
  main?.replaceChildren(screen(test, failedFields(error)));
}

/** The names of the fields that have an error. */
function failedFields(error: unknown): ReadonlySet<string> {
  const errors = CombinedGraphQLErrors.is(error) ? error.errors : [];
  return new Set(errors.flatMap(({ path }) => path?.filter((it) => typeof it === 'string') ?? []));
}

show().then(
  () => {
    if (announcement) announcement.textContent = '';
  },
  () => {
    if (announcement) announcement.textContent = 'Your lab test cannot be shown right now.';
    const again = element('a', { href: location.href }, 'Try again');
    main?.replaceChildren(element('p', {}, again));
  },
);

/**
 * The address if it is a web address; null for others, e.g. `javascript:`. Couriers' links are passed on as Junction
 * sent them.
 */
export function webAddress(text: string | null | undefined): string | null {
  if (text == null || !URL.canParse(text)) return null;
  return ['https:', 'http:'].includes(new URL(text).protocol) ? text : null;
}

/** An operation with the id as the default of its variable, ready to run in an explorer. */
export function withDefaultId(operation: string, id: string): string {
  return operation.replace('$id: ID!', `$id: ID! = ${JSON.stringify(id)}`);
}

export function explorerLink(explorer: '/graphiql' | '/graphql', operation: string): string {
  return `${explorer}?query=${encodeURIComponent(operation)}`;
}

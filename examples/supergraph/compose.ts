import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { COMPANY_SDL } from './company-graph.js';

/** The URL of each graph, and the SDL of the order transactions subgraph. */
export interface Subgraphs {
  readonly orderTransactionsUrl: string;
  readonly orderTransactionsSdl: string;
  readonly companyUrl: string;
}

/**
 * Composes the supergraph of both graphs.
 *
 * @throws Error when composition fails
 */
export function composeSupergraph(subgraphs: Subgraphs): string {
  const { supergraphSdl, errors } = composeServices([
    {
      name: 'order-transactions',
      url: subgraphs.orderTransactionsUrl,
      typeDefs: parse(subgraphs.orderTransactionsSdl),
    },
    { name: 'company', url: subgraphs.companyUrl, typeDefs: parse(COMPANY_SDL) },
  ]);
  if (supergraphSdl === undefined) {
    throw new Error(
      `The graphs do not compose: ${errors.map(({ message }) => message).join('; ')}`,
    );
  }
  return supergraphSdl;
}

/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Why an order exists. Values may be added: treat one that you do not know as `UNKNOWN`. */
export type OrderOrigin =
  /** The first order of a transaction. */
  | 'INITIAL'
  /** A replacement of another order, e.g. after a result that matched none. */
  | 'RECREATION'
  /** A second order, for the biomarkers that the first sample did not yield. */
  | 'REDRAW'
  /** An origin that this version does not know. */
  | 'UNKNOWN'
  | '%future added value';

/** What an order's low-level status can be. Values may be added: treat one that you do not know as `UNKNOWN`. */
export type OrderStatus =
  /** The appointment was cancelled. */
  | 'APPOINTMENT_CANCELLED'
  /** An appointment was placed and has no date yet. */
  | 'APPOINTMENT_PENDING'
  /** An appointment is made. */
  | 'APPOINTMENT_SCHEDULED'
  /** The test kit waits for its registration by the patient. */
  | 'AWAITING_REGISTRATION'
  /** The order was cancelled. */
  | 'CANCELLED'
  /** All results are there. */
  | 'COMPLETED'
  /** Results were corrected after completion. */
  | 'CORRECTED'
  /** The sample reached the laboratory. */
  | 'DELIVERED_TO_LAB'
  /** The laboratory was told not to process the sample. */
  | 'DO_NOT_PROCESS'
  /** The sample was drawn. */
  | 'DRAW_COMPLETED'
  /** The test kit could not be delivered to the patient. */
  | 'FAILURE_TO_DELIVER_TO_CUSTOMER'
  /** The sample could not be delivered to the laboratory. */
  | 'FAILURE_TO_DELIVER_TO_LAB'
  /** The laboratory cannot go on, e.g. for want of a date of collection; see the event's `statusDetail`. */
  | 'LAB_PROCESSING_BLOCKED'
  /** The sample was lost. */
  | 'LOST'
  /** Junction accepted the order. */
  | 'ORDERED'
  /** The test kit is out for delivery. */
  | 'OUT_FOR_DELIVERY'
  /** Some results are there, more are to come. */
  | 'PARTIAL_RESULTS'
  /** The test kit has trouble on its way to the patient. */
  | 'PROBLEM_IN_TRANSIT_CUSTOMER'
  /** The sample has trouble on its way to the laboratory. */
  | 'PROBLEM_IN_TRANSIT_LAB'
  /** Part of the sample gave no result: the patient may return for a redraw. Finished for this order. */
  | 'REDRAW_AVAILABLE'
  /** The patient registered the test kit. */
  | 'REGISTERED'
  /** The order was imported with a requisition of its own. */
  | 'REQUISITION_BYPASSED'
  /** The requisition was made. */
  | 'REQUISITION_CREATED'
  /** The sample could not be used. */
  | 'SAMPLE_ERROR'
  /** The test kit is on its way to the patient. */
  | 'TRANSIT_CUSTOMER'
  /** The sample is on its way to the laboratory. */
  | 'TRANSIT_LAB'
  /** A status that this version does not know, or, with a null `rawStatus`, an order without a reported status. */
  | 'UNKNOWN'
  /** The patient has the test kit. */
  | 'WITH_CUSTOMER'
  | '%future added value';

/** How an order transaction stands. Values may be added: treat one that you do not know as `UNKNOWN`. */
export type OrderTransactionStatus =
  /** At least one order is in progress, awaits a redraw that is not known yet, or has a status that is not known. */
  | 'ACTIVE'
  /** All orders were cancelled. */
  | 'CANCELLED'
  /** All expected lab work is done. Not final: a correction may still follow. */
  | 'COMPLETED'
  /** Junction told a status that this version does not know; see `rawStatus`. */
  | 'UNKNOWN'
  | '%future added value';

export type LabTestsQueryVariables = Exact<{
  userId: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LabTestsQuery = { __typename: 'Query', orderTransactions: { __typename: 'OrderTransactionConnection', edges: Array<{ __typename: 'OrderTransactionEdge', cursor: string, node: { __typename: 'OrderTransaction', id: string, status: OrderTransactionStatus, createdAt: string | null, orders: Array<{ __typename: 'Order', id: string, origin: OrderOrigin | null, status: OrderStatus }> } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null };


export const LabTestsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LabTests"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderTransactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"orders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<LabTestsQuery, LabTestsQueryVariables>;
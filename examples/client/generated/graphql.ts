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
  /** An origin that this version does not recognize. */
  | 'UNKNOWN'
  | '%future added value';

/** The stage of an order. Values may be added: treat one that you do not know as `UNKNOWN`. */
export type OrderPhase =
  /** The order was cancelled. */
  | 'CANCELLED'
  /** The sample is being collected or on its way. */
  | 'COLLECTING_SAMPLE'
  /** The laboratory has finished. */
  | 'COMPLETED'
  /** The order failed, e.g. the sample was lost. */
  | 'FAILED'
  /** The order was received and prepared. */
  | 'RECEIVED'
  /** The sample is with the laboratory. */
  | 'SAMPLE_WITH_LAB'
  /** A stage that this version does not recognize, or the order was placed and Junction has reported none yet (`rawStatus` is null). */
  | 'UNKNOWN'
  | '%future added value';

/** The low-level status of an order. Values may be added: treat one that you do not know as `UNKNOWN`. */
export type OrderStatus =
  /** The appointment was cancelled. */
  | 'APPOINTMENT_CANCELLED'
  /** An appointment was placed and has no date yet. */
  | 'APPOINTMENT_PENDING'
  /** An appointment is scheduled. */
  | 'APPOINTMENT_SCHEDULED'
  /** The patient must register the test kit. */
  | 'AWAITING_REGISTRATION'
  /** The order was cancelled. */
  | 'CANCELLED'
  /** All results have arrived. */
  | 'COMPLETED'
  /** Results were corrected after completion. */
  | 'CORRECTED'
  /** The sample reached the laboratory. */
  | 'DELIVERED_TO_LAB'
  /** The laboratory received the instruction not to process the sample. */
  | 'DO_NOT_PROCESS'
  /** The sample was drawn. */
  | 'DRAW_COMPLETED'
  /** The test kit could not be delivered to the patient. */
  | 'FAILURE_TO_DELIVER_TO_CUSTOMER'
  /** The sample could not be delivered to the laboratory. */
  | 'FAILURE_TO_DELIVER_TO_LAB'
  /** The laboratory cannot continue, e.g. because the date of collection is missing; see the event's `statusDetail`. */
  | 'LAB_PROCESSING_BLOCKED'
  /** The sample was lost. */
  | 'LOST'
  /** Junction accepted the order. */
  | 'ORDERED'
  /** The test kit is out for delivery. */
  | 'OUT_FOR_DELIVERY'
  /** Some results have arrived; more are expected. */
  | 'PARTIAL_RESULTS'
  /** There is a problem with the delivery of the test kit to the patient. */
  | 'PROBLEM_IN_TRANSIT_CUSTOMER'
  /** There is a problem with the delivery of the sample to the laboratory. */
  | 'PROBLEM_IN_TRANSIT_LAB'
  /** Part of the sample gave no result: the patient may return for a redraw. This order is finished. */
  | 'REDRAW_AVAILABLE'
  /** The patient registered the test kit. */
  | 'REGISTERED'
  /** The order was imported with a requisition of its own. */
  | 'REQUISITION_BYPASSED'
  /** The requisition was created. */
  | 'REQUISITION_CREATED'
  /** The sample could not be used. */
  | 'SAMPLE_ERROR'
  /** The test kit is on its way to the patient. */
  | 'TRANSIT_CUSTOMER'
  /** The sample is on its way to the laboratory. */
  | 'TRANSIT_LAB'
  /** A status that this version does not recognize, or, with a null `rawStatus`, an order without a reported status. */
  | 'UNKNOWN'
  /** The patient has the test kit. */
  | 'WITH_CUSTOMER'
  | '%future added value';

/** The status of an order transaction. Values may be added: treat one that you do not know as `UNKNOWN`. */
export type OrderTransactionStatus =
  /** At least one order is in progress, awaits a redraw that is not known yet, or has a status that is not known. */
  | 'ACTIVE'
  /** All orders were cancelled. */
  | 'CANCELLED'
  /** All expected lab work is done. Not final: a correction may still follow. */
  | 'COMPLETED'
  /** A status that this version does not recognize; see `rawStatus`. */
  | 'UNKNOWN'
  | '%future added value';

/**
 * What the patient should do now. Values may be added: treat one that you do not know as `UNKNOWN`, and show the status
 * without an instruction.
 */
export type PatientAction =
  /** Book an appointment: there is none, or it was cancelled. */
  | 'BOOK_APPOINTMENT'
  /** Contact the company's support: the order cannot continue by itself, e.g. the sample was lost. */
  | 'CONTACT_SUPPORT'
  /** Be ready for the phlebotomist's visit, at the time of the appointment where one is known. */
  | 'KEEP_APPOINTMENT'
  /** Nothing is in progress: every order is cancelled, or there is none. Show no instruction. */
  | 'NONE'
  /** Register the test kit by the code on it. The laboratory does not process a kit that is not registered. */
  | 'REGISTER_KIT'
  /** Return to a collection site: part of the first sample gave no result. Book or keep an appointment as for a first visit. */
  | 'RETURN_FOR_REDRAW'
  /** Collect the sample with the test kit and send it back. */
  | 'RETURN_SAMPLE'
  /** Cannot be determined: the status or the collection method is unknown, or the caller may not read all orders. */
  | 'UNKNOWN'
  /** Look at the results: the newest order is completed or corrected, or its redraw was cancelled. */
  | 'VIEW_RESULTS'
  /** Go to a collection site with the requisition: by appointment where there is one, otherwise without. */
  | 'VISIT_COLLECTION_SITE'
  /** The test is in progress and the patient need not act, e.g. the sample is with the laboratory. */
  | 'WAIT'
  | '%future added value';

/** The interpretation of a result. Values may be added: treat one that you do not know as `UNKNOWN`. */
export type ResultInterpretation =
  /** Outside the expected range. */
  | 'ABNORMAL'
  /** So far outside the expected range that a clinician should act without delay. */
  | 'CRITICAL'
  /** Within the expected range. */
  | 'NORMAL'
  /** Junction reported it as unknown, or sent a word that this version does not recognize. */
  | 'UNKNOWN'
  | '%future added value';

export type LabTestsQueryVariables = Exact<{
  userId: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LabTestsQuery = { __typename: 'Query', orderTransactions: { __typename: 'OrderTransactionConnection', edges: Array<{ __typename: 'OrderTransactionEdge', cursor: string, node: { __typename: 'OrderTransaction', id: string, status: OrderTransactionStatus, createdAt: string | null, orders: Array<{ __typename: 'Order', id: string, origin: OrderOrigin | null, status: OrderStatus }> } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null };

export type RedrawScreenQueryVariables = Exact<{
  id: string | number;
}>;


export type RedrawScreenQuery = { __typename: 'Query', orderTransaction: { __typename: 'OrderTransaction', id: string, status: OrderTransactionStatus, patientAction: PatientAction, timeline: Array<{ __typename: 'OrderEvent', id: string, status: OrderStatus, createdAt: string, order: { __typename: 'Order', id: string } }>, orders: Array<{ __typename: 'Order', id: string, origin: OrderOrigin | null, status: OrderStatus, phase: OrderPhase, testName: string | null, lab: string | null, expectedResultBy: string | null, isFastingRequired: boolean | null, markers: Array<{ __typename: 'OrderedMarker', id: string, name: string }> | null, appointment: { __typename: 'LabAppointment', id: string, startAt: string | null, timeZone: string | null, confirmationCode: string | null, siteAddress: { __typename: 'LabAddress', firstLine: string | null, secondLine: string | null, city: string | null, state: string | null, postalCode: string | null } | null } | null, requisitionPdf: { __typename: 'LabDocumentLink', url: string } | null, kitShipment: { __typename: 'KitShipment', outbound: { __typename: 'KitParcel', trackingNumber: string | null, trackingUrl: string | null, courier: string | null } | null, inbound: { __typename: 'KitParcel', trackingNumber: string | null, trackingUrl: string | null, courier: string | null } | null } | null, collectionSites: Array<{ __typename: 'LabCollectionSite', id: string, name: string, phoneNumber: string | null, website: string | null, distanceMiles: number | null, canBookThroughJunction: boolean, address: { __typename: 'LabAddress', firstLine: string | null, secondLine: string | null, city: string | null, state: string | null, postalCode: string | null } | null }> | null }>, combinedResults: { __typename: 'LabResults', biomarkers: Array<{ __typename: 'BiomarkerResult', name: string, result: string, unit: string | null, referenceRange: string | null, interpretation: ResultInterpretation | null, order: { __typename: 'Order', id: string, origin: OrderOrigin | null } | null }>, missingBiomarkers: Array<{ __typename: 'MissingBiomarker', name: string }> } | null, redrawOutcome: { __typename: 'RedrawOutcome', recovered: Array<{ __typename: 'BiomarkerResult', name: string }>, stillMissing: Array<{ __typename: 'MissingBiomarker', name: string }> } | null, resultsPdf: { __typename: 'LabDocumentLink', url: string } | null } | null };

export type PlaceFragment = { __typename: 'LabAddress', firstLine: string | null, secondLine: string | null, city: string | null, state: string | null, postalCode: string | null };

export type ParcelFragment = { __typename: 'KitParcel', trackingNumber: string | null, trackingUrl: string | null, courier: string | null };

export type LabTestUpdatesSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type LabTestUpdatesSubscription = { __typename: 'Subscription', orderTransactionUpdated: { __typename: 'OrderTransaction', id: string, status: OrderTransactionStatus } };

export const PlaceFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Place"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LabAddress"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"firstLine"}},{"kind":"Field","name":{"kind":"Name","value":"secondLine"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}}]}}]} as unknown as DocumentNode<PlaceFragment, unknown>;
export const ParcelFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Parcel"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KitParcel"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trackingNumber"}},{"kind":"Field","name":{"kind":"Name","value":"trackingUrl"}},{"kind":"Field","name":{"kind":"Name","value":"courier"}}]}}]} as unknown as DocumentNode<ParcelFragment, unknown>;
export const LabTestsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LabTests"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderTransactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"orders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<LabTestsQuery, LabTestsQueryVariables>;
export const RedrawScreenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RedrawScreen"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderTransaction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"patientAction"}},{"kind":"Field","name":{"kind":"Name","value":"timeline"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"orders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"testName"}},{"kind":"Field","name":{"kind":"Name","value":"lab"}},{"kind":"Field","name":{"kind":"Name","value":"expectedResultBy"}},{"kind":"Field","name":{"kind":"Name","value":"isFastingRequired"}},{"kind":"Field","name":{"kind":"Name","value":"markers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"appointment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"startAt"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"confirmationCode"}},{"kind":"Field","name":{"kind":"Name","value":"siteAddress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Place"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"requisitionPdf"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kitShipment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outbound"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Parcel"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inbound"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Parcel"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"collectionSites"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"website"}},{"kind":"Field","name":{"kind":"Name","value":"distanceMiles"}},{"kind":"Field","name":{"kind":"Name","value":"canBookThroughJunction"}},{"kind":"Field","name":{"kind":"Name","value":"address"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Place"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"combinedResults"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"biomarkers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"referenceRange"}},{"kind":"Field","name":{"kind":"Name","value":"interpretation"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"missingBiomarkers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"redrawOutcome"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recovered"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stillMissing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"resultsPdf"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Place"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LabAddress"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"firstLine"}},{"kind":"Field","name":{"kind":"Name","value":"secondLine"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Parcel"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KitParcel"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trackingNumber"}},{"kind":"Field","name":{"kind":"Name","value":"trackingUrl"}},{"kind":"Field","name":{"kind":"Name","value":"courier"}}]}}]} as unknown as DocumentNode<RedrawScreenQuery, RedrawScreenQueryVariables>;
export const LabTestUpdatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"LabTestUpdates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderTransactionUpdated"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<LabTestUpdatesSubscription, LabTestUpdatesSubscriptionVariables>;
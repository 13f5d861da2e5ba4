/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** How a sample is collected. Values may be added: treat one that you do not know as `UNKNOWN`. */
export const CollectionMethod = {
  /** A phlebotomist visits the patient. */
  AT_HOME_PHLEBOTOMY: 'AT_HOME_PHLEBOTOMY',
  /** The company's own staff collects the sample. */
  ON_SITE_COLLECTION: 'ON_SITE_COLLECTION',
  /** The patient uses a kit sent by mail. */
  TESTKIT: 'TESTKIT',
  /** A method that this version does not recognize. */
  UNKNOWN: 'UNKNOWN',
  /** The patient walks into a patient service centre. */
  WALK_IN_TEST: 'WALK_IN_TEST'
} as const;

export type CollectionMethod = typeof CollectionMethod[keyof typeof CollectionMethod];
/** Who draws the sample. Values may be added: treat one that you do not know as `UNKNOWN`. */
export const LabAppointmentProvider = {
  /** Getlabs, which visits patients. */
  GETLABS: 'GETLABS',
  /** Phlebfinders, which visits patients. */
  PHLEBFINDERS: 'PHLEBFINDERS',
  /** Quest, at its sites. */
  QUEST: 'QUEST',
  /** Sonora Quest, at its sites in Arizona. */
  SONORA_QUEST: 'SONORA_QUEST',
  /** A provider that this version does not know. */
  UNKNOWN: 'UNKNOWN'
} as const;

export type LabAppointmentProvider = typeof LabAppointmentProvider[keyof typeof LabAppointmentProvider];
/** The status of an appointment. Values may be added: treat one that you do not know as `UNKNOWN`. */
export const LabAppointmentStatus = {
  /** Cancelled. */
  CANCELLED: 'CANCELLED',
  /** The sample was drawn. */
  COMPLETED: 'COMPLETED',
  /** Confirmed. */
  CONFIRMED: 'CONFIRMED',
  /** In progress, e.g. the phlebotomist is with the patient. */
  IN_PROGRESS: 'IN_PROGRESS',
  /** Requested; the provider has not confirmed it. */
  PENDING: 'PENDING',
  /** A time is reserved until the appointment can be confirmed, e.g. until there is a requisition. */
  RESERVED: 'RESERVED',
  /** A status that this version does not know. */
  UNKNOWN: 'UNKNOWN'
} as const;

export type LabAppointmentStatus = typeof LabAppointmentStatus[keyof typeof LabAppointmentStatus];
/** Where the sample is drawn. Values may be added: treat one that you do not know as `UNKNOWN`. */
export const LabAppointmentType = {
  /** At a site of the laboratory. */
  PATIENT_SERVICE_CENTER: 'PATIENT_SERVICE_CENTER',
  /** A phlebotomist visits the patient. */
  PHLEBOTOMY: 'PHLEBOTOMY',
  /** A type that this version does not know. */
  UNKNOWN: 'UNKNOWN'
} as const;

export type LabAppointmentType = typeof LabAppointmentType[keyof typeof LabAppointmentType];
/** Whether more results are expected. Values may be added: treat one that you do not know as `UNKNOWN`. */
export const LabResultsStatus = {
  /** All expected results have arrived. The laboratory can still correct them. */
  FINAL: 'FINAL',
  /** Some results have arrived; more are expected. */
  PARTIAL: 'PARTIAL',
  /** Junction sent no status, or one that this version does not recognize; see `rawStatus`. */
  UNKNOWN: 'UNKNOWN'
} as const;

export type LabResultsStatus = typeof LabResultsStatus[keyof typeof LabResultsStatus];
/**
 * Why an ordered biomarker was not reported, as Junction infers it. Junction does not document these reasons: the descriptions
 * follow from their names. Values may be added: treat one that you do not know as `UNKNOWN`.
 */
export const MissingBiomarkerFailureType = {
  /** The collection of the sample went wrong. */
  COLLECTION_PROCESS_FAILURE: 'COLLECTION_PROCESS_FAILURE',
  /** The sample went wrong between collection and laboratory. */
  DROP_OFF_FAILURE: 'DROP_OFF_FAILURE',
  /** The volume of the sample was insufficient. */
  INSUFFICIENT_VOLUME: 'INSUFFICIENT_VOLUME',
  /** The laboratory's own processing went wrong. */
  INTERNAL_LAB_FAILURE: 'INTERNAL_LAB_FAILURE',
  /** Demographic data or an answer from order entry, which this result is calculated from, is missing. */
  MISSING_DEMO_AOE_CALC_FAILURE: 'MISSING_DEMO_AOE_CALC_FAILURE',
  /** Another result that this one is calculated from is missing. */
  MISSING_RESULT_CALC_FAILURE: 'MISSING_RESULT_CALC_FAILURE',
  /** Nothing failed. */
  NON_FAILURE: 'NON_FAILURE',
  /** The order contained an error. */
  ORDER_ENTRY_FAILURE: 'ORDER_ENTRY_FAILURE',
  /** The patient's condition did not allow the measurement. */
  PATIENT_CONDITION_FAILURE: 'PATIENT_CONDITION_FAILURE',
  /** The sample was too small to measure. */
  QUANTITY_NOT_SUFFICIENT_FAILURE: 'QUANTITY_NOT_SUFFICIENT_FAILURE',
  /** Junction sent no reason, or one that this version does not recognize; see `rawInferredFailureType`. */
  UNKNOWN: 'UNKNOWN',
  /** Something failed; Junction could not infer what. */
  UNKNOWN_FAILURE: 'UNKNOWN_FAILURE'
} as const;

export type MissingBiomarkerFailureType = typeof MissingBiomarkerFailureType[keyof typeof MissingBiomarkerFailureType];
/** Why an order exists. Values may be added: treat one that you do not know as `UNKNOWN`. */
export const OrderOrigin = {
  /** The first order of a transaction. */
  INITIAL: 'INITIAL',
  /** A replacement of another order, e.g. after a result that matched none. */
  RECREATION: 'RECREATION',
  /** A second order, for the biomarkers that the first sample did not yield. */
  REDRAW: 'REDRAW',
  /** An origin that this version does not recognize. */
  UNKNOWN: 'UNKNOWN'
} as const;

export type OrderOrigin = typeof OrderOrigin[keyof typeof OrderOrigin];
/** The low-level status of an order. Values may be added: treat one that you do not know as `UNKNOWN`. */
export const OrderStatus = {
  /** The appointment was cancelled. */
  APPOINTMENT_CANCELLED: 'APPOINTMENT_CANCELLED',
  /** An appointment was placed and has no date yet. */
  APPOINTMENT_PENDING: 'APPOINTMENT_PENDING',
  /** An appointment is scheduled. */
  APPOINTMENT_SCHEDULED: 'APPOINTMENT_SCHEDULED',
  /** The patient must register the test kit. */
  AWAITING_REGISTRATION: 'AWAITING_REGISTRATION',
  /** The order was cancelled. */
  CANCELLED: 'CANCELLED',
  /** All results have arrived. */
  COMPLETED: 'COMPLETED',
  /** Results were corrected after completion. */
  CORRECTED: 'CORRECTED',
  /** The sample reached the laboratory. */
  DELIVERED_TO_LAB: 'DELIVERED_TO_LAB',
  /** The laboratory received the instruction not to process the sample. */
  DO_NOT_PROCESS: 'DO_NOT_PROCESS',
  /** The sample was drawn. */
  DRAW_COMPLETED: 'DRAW_COMPLETED',
  /** The test kit could not be delivered to the patient. */
  FAILURE_TO_DELIVER_TO_CUSTOMER: 'FAILURE_TO_DELIVER_TO_CUSTOMER',
  /** The sample could not be delivered to the laboratory. */
  FAILURE_TO_DELIVER_TO_LAB: 'FAILURE_TO_DELIVER_TO_LAB',
  /** The laboratory cannot continue, e.g. because the date of collection is missing; see the event's `statusDetail`. */
  LAB_PROCESSING_BLOCKED: 'LAB_PROCESSING_BLOCKED',
  /** The sample was lost. */
  LOST: 'LOST',
  /** Junction accepted the order. */
  ORDERED: 'ORDERED',
  /** The test kit is out for delivery. */
  OUT_FOR_DELIVERY: 'OUT_FOR_DELIVERY',
  /** Some results have arrived; more are expected. */
  PARTIAL_RESULTS: 'PARTIAL_RESULTS',
  /** There is a problem with the delivery of the test kit to the patient. */
  PROBLEM_IN_TRANSIT_CUSTOMER: 'PROBLEM_IN_TRANSIT_CUSTOMER',
  /** There is a problem with the delivery of the sample to the laboratory. */
  PROBLEM_IN_TRANSIT_LAB: 'PROBLEM_IN_TRANSIT_LAB',
  /** Part of the sample gave no result: the patient may return for a redraw. This order is finished. */
  REDRAW_AVAILABLE: 'REDRAW_AVAILABLE',
  /** The patient registered the test kit. */
  REGISTERED: 'REGISTERED',
  /** The order was imported with a requisition of its own. */
  REQUISITION_BYPASSED: 'REQUISITION_BYPASSED',
  /** The requisition was created. */
  REQUISITION_CREATED: 'REQUISITION_CREATED',
  /** The sample could not be used. */
  SAMPLE_ERROR: 'SAMPLE_ERROR',
  /** The test kit is on its way to the patient. */
  TRANSIT_CUSTOMER: 'TRANSIT_CUSTOMER',
  /** The sample is on its way to the laboratory. */
  TRANSIT_LAB: 'TRANSIT_LAB',
  /** A status that this version does not recognize, or, with a null `rawStatus`, an order without a reported status. */
  UNKNOWN: 'UNKNOWN',
  /** The patient has the test kit. */
  WITH_CUSTOMER: 'WITH_CUSTOMER'
} as const;

export type OrderStatus = typeof OrderStatus[keyof typeof OrderStatus];
/** The status of an order transaction. Values may be added: treat one that you do not know as `UNKNOWN`. */
export const OrderTransactionStatus = {
  /** At least one order is in progress, awaits a redraw that is not known yet, or has a status that is not known. */
  ACTIVE: 'ACTIVE',
  /** All orders were cancelled. */
  CANCELLED: 'CANCELLED',
  /** All expected lab work is done. Not final: a correction may still follow. */
  COMPLETED: 'COMPLETED',
  /** A status that this version does not recognize; see `rawStatus`. */
  UNKNOWN: 'UNKNOWN'
} as const;

export type OrderTransactionStatus = typeof OrderTransactionStatus[keyof typeof OrderTransactionStatus];
/**
 * What the patient should do now. Values may be added: treat one that you do not know as `UNKNOWN`, and show the status
 * without an instruction.
 */
export const PatientAction = {
  /** Book an appointment: there is none, or it was cancelled. */
  BOOK_APPOINTMENT: 'BOOK_APPOINTMENT',
  /** Contact the company's support: the order cannot continue by itself, e.g. the sample was lost. */
  CONTACT_SUPPORT: 'CONTACT_SUPPORT',
  /** Be ready for the phlebotomist's visit, at the time of the appointment where one is known. */
  KEEP_APPOINTMENT: 'KEEP_APPOINTMENT',
  /** Nothing is in progress: every order is cancelled, or there is none. Show no instruction. */
  NONE: 'NONE',
  /** Register the test kit by the code on it. The laboratory does not process a kit that is not registered. */
  REGISTER_KIT: 'REGISTER_KIT',
  /** Return to a collection site: part of the first sample gave no result. Book or keep an appointment as for a first visit. */
  RETURN_FOR_REDRAW: 'RETURN_FOR_REDRAW',
  /** Collect the sample with the test kit and send it back. */
  RETURN_SAMPLE: 'RETURN_SAMPLE',
  /** Cannot be determined: the status or the collection method is unknown, or the caller may not read all orders. */
  UNKNOWN: 'UNKNOWN',
  /** Look at the results: the newest order is completed or corrected, or its redraw was cancelled. */
  VIEW_RESULTS: 'VIEW_RESULTS',
  /** Go to a collection site with the requisition: by appointment where there is one, otherwise without. */
  VISIT_COLLECTION_SITE: 'VISIT_COLLECTION_SITE',
  /** The test is in progress and the patient need not act, e.g. the sample is with the laboratory. */
  WAIT: 'WAIT'
} as const;

export type PatientAction = typeof PatientAction[keyof typeof PatientAction];
/** The interpretation of a result. Values may be added: treat one that you do not know as `UNKNOWN`. */
export const ResultInterpretation = {
  /** Outside the expected range. */
  ABNORMAL: 'ABNORMAL',
  /** So far outside the expected range that a clinician should act without delay. */
  CRITICAL: 'CRITICAL',
  /** Within the expected range. */
  NORMAL: 'NORMAL',
  /** Junction reported it as unknown, or sent a word that this version does not recognize. */
  UNKNOWN: 'UNKNOWN'
} as const;

export type ResultInterpretation = typeof ResultInterpretation[keyof typeof ResultInterpretation];
export type TransactionListQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  status?: Array<OrderTransactionStatus> | OrderTransactionStatus | null | undefined;
  orderStatus?: Array<OrderStatus> | OrderStatus | null | undefined;
  patientAction?: Array<PatientAction> | PatientAction | null | undefined;
  hasRedraw?: boolean | null | undefined;
  critical?: boolean | null | undefined;
  userId?: string | number | null | undefined;
  changedAfter?: string | null | undefined;
}>;


export type TransactionListQuery = { orderTransactions: { nodes: Array<{ id: string, status: OrderTransactionStatus, patientAction: PatientAction, isCritical: boolean, changedAt: string, user: { id: string } | null, orders: Array<{ id: string, origin: OrderOrigin | null, status: OrderStatus, testName: string | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type TransactionQueryVariables = Exact<{
  id: string | number;
}>;


export type TransactionQuery = { orderTransaction: { id: string, status: OrderTransactionStatus, rawStatus: string | null, patientAction: PatientAction, isCritical: boolean, criticalAt: string | null, createdAt: string | null, changedAt: string, user: { id: string } | null, orders: Array<{ id: string, origin: OrderOrigin | null, status: OrderStatus, rawStatus: string | null, lab: string | null, testName: string | null, sampleId: string | null, collectionMethod: CollectionMethod | null, expectedResultBy: string | null, isFastingRequired: boolean | null, isPriority: boolean | null, hasMissingResults: boolean | null, isCritical: boolean, markers: Array<{ id: string, name: string }> | null, appointments: Array<{ id: string, type: LabAppointmentType, status: LabAppointmentStatus, provider: LabAppointmentProvider, startAt: string | null, timeZone: string | null, confirmationCode: string | null, siteAddress: { firstLine: string | null, city: string | null, state: string | null, postalCode: string | null } | null }>, kitShipment: { outbound: { trackingNumber: string | null, trackingUrl: string | null, courier: string | null } | null, inbound: { trackingNumber: string | null, trackingUrl: string | null, courier: string | null } | null } | null }>, timeline: Array<{ id: string, status: OrderStatus, rawStatus: string, statusDetail: string | null, createdAt: string, order: { id: string } }> } | null };

export type OrderCardFragment = { id: string, origin: OrderOrigin | null, status: OrderStatus, rawStatus: string | null, lab: string | null, testName: string | null, sampleId: string | null, collectionMethod: CollectionMethod | null, expectedResultBy: string | null, isFastingRequired: boolean | null, isPriority: boolean | null, hasMissingResults: boolean | null, isCritical: boolean, markers: Array<{ id: string, name: string }> | null, appointments: Array<{ id: string, type: LabAppointmentType, status: LabAppointmentStatus, provider: LabAppointmentProvider, startAt: string | null, timeZone: string | null, confirmationCode: string | null, siteAddress: { firstLine: string | null, city: string | null, state: string | null, postalCode: string | null } | null }>, kitShipment: { outbound: { trackingNumber: string | null, trackingUrl: string | null, courier: string | null } | null, inbound: { trackingNumber: string | null, trackingUrl: string | null, courier: string | null } | null } | null };

export type ParcelFragment = { trackingNumber: string | null, trackingUrl: string | null, courier: string | null };

export type FindTransactionQueryVariables = Exact<{
  id: string | number;
}>;


export type FindTransactionQuery = { orderTransaction: { id: string } | null, order: { id: string, transaction: { id: string } | null } | null };

export type TransactionResultsQueryVariables = Exact<{
  id: string | number;
}>;


export type TransactionResultsQuery = { orderTransaction: { id: string, combinedResults: { status: LabResultsStatus, interpretation: ResultInterpretation | null, laboratory: string | null, unreadableBiomarkers: number, biomarkers: Array<{ name: string, slug: string | null, loinc: string | null, result: string, unit: string | null, referenceRange: string | null, interpretation: ResultInterpretation | null, isAboveMaxRange: boolean | null, isBelowMinRange: boolean | null, order: { id: string, origin: OrderOrigin | null } | null }>, missingBiomarkers: Array<{ name: string, inferredFailureType: MissingBiomarkerFailureType }> } | null, redrawOutcome: { complete: boolean, recovered: Array<{ name: string, slug: string | null, loinc: string | null, result: string }>, stillMissing: Array<{ name: string, inferredFailureType: MissingBiomarkerFailureType }> } | null } | null };

export type TransactionDocumentsQueryVariables = Exact<{
  id: string | number;
}>;


export type TransactionDocumentsQuery = { orderTransaction: { id: string, resultsPdf: { url: string, expiresAt: string } | null, orders: Array<{ id: string, origin: OrderOrigin | null, requisitionPdf: { url: string, expiresAt: string } | null, resultsPdf: { url: string, expiresAt: string } | null, abnPdf: { url: string, expiresAt: string } | null }> } | null };

export type DocumentFragment = { url: string, expiresAt: string };

export type TransactionUpdatesSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type TransactionUpdatesSubscription = { orderTransactionUpdated: { id: string, changedAt: string } };

export const ParcelFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Parcel"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KitParcel"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trackingNumber"}},{"kind":"Field","name":{"kind":"Name","value":"trackingUrl"}},{"kind":"Field","name":{"kind":"Name","value":"courier"}}]}}]} as unknown as DocumentNode<ParcelFragment, unknown>;
export const OrderCardFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OrderCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"rawStatus"}},{"kind":"Field","name":{"kind":"Name","value":"lab"}},{"kind":"Field","name":{"kind":"Name","value":"testName"}},{"kind":"Field","name":{"kind":"Name","value":"sampleId"}},{"kind":"Field","name":{"kind":"Name","value":"collectionMethod"}},{"kind":"Field","name":{"kind":"Name","value":"expectedResultBy"}},{"kind":"Field","name":{"kind":"Name","value":"isFastingRequired"}},{"kind":"Field","name":{"kind":"Name","value":"isPriority"}},{"kind":"Field","name":{"kind":"Name","value":"hasMissingResults"}},{"kind":"Field","name":{"kind":"Name","value":"isCritical"}},{"kind":"Field","name":{"kind":"Name","value":"markers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"appointments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"startAt"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"confirmationCode"}},{"kind":"Field","name":{"kind":"Name","value":"siteAddress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"firstLine"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"kitShipment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outbound"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Parcel"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inbound"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Parcel"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Parcel"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KitParcel"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trackingNumber"}},{"kind":"Field","name":{"kind":"Name","value":"trackingUrl"}},{"kind":"Field","name":{"kind":"Name","value":"courier"}}]}}]} as unknown as DocumentNode<OrderCardFragment, unknown>;
export const DocumentFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Document"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LabDocumentLink"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]} as unknown as DocumentNode<DocumentFragment, unknown>;
export const TransactionListDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TransactionList"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"status"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderTransactionStatus"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderStatus"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderStatus"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"patientAction"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PatientAction"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"hasRedraw"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"critical"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"changedAfter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderTransactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"status"},"value":{"kind":"Variable","name":{"kind":"Name","value":"status"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderStatus"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderStatus"}}},{"kind":"Argument","name":{"kind":"Name","value":"patientAction"},"value":{"kind":"Variable","name":{"kind":"Name","value":"patientAction"}}},{"kind":"Argument","name":{"kind":"Name","value":"hasRedraw"},"value":{"kind":"Variable","name":{"kind":"Name","value":"hasRedraw"}}},{"kind":"Argument","name":{"kind":"Name","value":"critical"},"value":{"kind":"Variable","name":{"kind":"Name","value":"critical"}}},{"kind":"Argument","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}},{"kind":"Argument","name":{"kind":"Name","value":"changedAfter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"changedAfter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"patientAction"}},{"kind":"Field","name":{"kind":"Name","value":"isCritical"}},{"kind":"Field","name":{"kind":"Name","value":"changedAt"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"orders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"testName"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<TransactionListQuery, TransactionListQueryVariables>;
export const TransactionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Transaction"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderTransaction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"rawStatus"}},{"kind":"Field","name":{"kind":"Name","value":"patientAction"}},{"kind":"Field","name":{"kind":"Name","value":"isCritical"}},{"kind":"Field","name":{"kind":"Name","value":"criticalAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"changedAt"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"orders"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"EnumValue","value":"CREATED_ASC"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OrderCard"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timeline"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"rawStatus"}},{"kind":"Field","name":{"kind":"Name","value":"statusDetail"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Parcel"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KitParcel"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trackingNumber"}},{"kind":"Field","name":{"kind":"Name","value":"trackingUrl"}},{"kind":"Field","name":{"kind":"Name","value":"courier"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OrderCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"rawStatus"}},{"kind":"Field","name":{"kind":"Name","value":"lab"}},{"kind":"Field","name":{"kind":"Name","value":"testName"}},{"kind":"Field","name":{"kind":"Name","value":"sampleId"}},{"kind":"Field","name":{"kind":"Name","value":"collectionMethod"}},{"kind":"Field","name":{"kind":"Name","value":"expectedResultBy"}},{"kind":"Field","name":{"kind":"Name","value":"isFastingRequired"}},{"kind":"Field","name":{"kind":"Name","value":"isPriority"}},{"kind":"Field","name":{"kind":"Name","value":"hasMissingResults"}},{"kind":"Field","name":{"kind":"Name","value":"isCritical"}},{"kind":"Field","name":{"kind":"Name","value":"markers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"appointments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"startAt"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"confirmationCode"}},{"kind":"Field","name":{"kind":"Name","value":"siteAddress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"firstLine"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"kitShipment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outbound"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Parcel"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inbound"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Parcel"}}]}}]}}]}}]} as unknown as DocumentNode<TransactionQuery, TransactionQueryVariables>;
export const FindTransactionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindTransaction"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderTransaction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"order"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<FindTransactionQuery, FindTransactionQueryVariables>;
export const TransactionResultsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TransactionResults"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderTransaction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"combinedResults"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"interpretation"}},{"kind":"Field","name":{"kind":"Name","value":"laboratory"}},{"kind":"Field","name":{"kind":"Name","value":"unreadableBiomarkers"}},{"kind":"Field","name":{"kind":"Name","value":"biomarkers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"loinc"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"referenceRange"}},{"kind":"Field","name":{"kind":"Name","value":"interpretation"}},{"kind":"Field","name":{"kind":"Name","value":"isAboveMaxRange"}},{"kind":"Field","name":{"kind":"Name","value":"isBelowMinRange"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"missingBiomarkers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"inferredFailureType"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"redrawOutcome"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"recovered"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"loinc"}},{"kind":"Field","name":{"kind":"Name","value":"result"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stillMissing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"inferredFailureType"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TransactionResultsQuery, TransactionResultsQueryVariables>;
export const TransactionDocumentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TransactionDocuments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderTransaction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"resultsPdf"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Document"}}]}},{"kind":"Field","name":{"kind":"Name","value":"orders"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"EnumValue","value":"CREATED_ASC"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requisitionPdf"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Document"}}]}},{"kind":"Field","name":{"kind":"Name","value":"resultsPdf"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Document"}}]}},{"kind":"Field","name":{"kind":"Name","value":"abnPdf"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Document"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Document"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LabDocumentLink"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]} as unknown as DocumentNode<TransactionDocumentsQuery, TransactionDocumentsQueryVariables>;
export const TransactionUpdatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"TransactionUpdates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderTransactionUpdated"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"changedAt"}}]}}]}}]} as unknown as DocumentNode<TransactionUpdatesSubscription, TransactionUpdatesSubscriptionVariables>;
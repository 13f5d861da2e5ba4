import type { Instant } from '../../junction/instant.js';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { TransactionRow, OrderRow, OrderEventRow, AppointmentRow } from '../../store/read/index.js';
import type { TransactionConnection, TransactionEdge, TransactionPageInfo } from '../connection.js';
import type { CompanyUser } from '../company-user.js';
import type { OrderedMarker as OrderedMarkerModel } from '../../orders/ordered-parts.js';
import type { LabResults as LabResultsModel, BiomarkerResult as BiomarkerResultModel, MissingBiomarker as MissingBiomarkerModel } from '../../results/model.js';
import type { RedrawOutcome as RedrawOutcomeModel } from '../../results/redraw-outcome.js';
import type { RequestContext } from '../context.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A calendar day without a time, RFC 3339 `full-date`, e.g. `2026-03-06`. */
  Date: { input: string; output: string; }
  /**
   * A moment in time, RFC 3339. In responses it is UTC with three decimals, e.g. `2026-03-06T10:02:17.303Z`: the store has
   * microseconds and sorts by them, but mobile parsers read milliseconds. In arguments any offset is accepted, and an offset is
   * required: `2026-03-06T10:02:17` is `BAD_USER_INPUT`.
   */
  DateTime: { input: unknown; output: Instant; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** The result of one biomarker. */
export type BiomarkerResult = {
  /** The interpretation of this result. Null where there is none, which does not mean normal. */
  interpretation?: Maybe<ResultInterpretation>;
  /** Whether the result is above the reference range. Null where Junction sent none. */
  isAboveMaxRange?: Maybe<Scalars['Boolean']['output']>;
  /** Whether the result is below the reference range. Null where Junction sent none. */
  isBelowMinRange?: Maybe<Scalars['Boolean']['output']>;
  /** The LOINC code, e.g. `2345-7`. Null where Junction sent none. */
  loinc?: Maybe<Scalars['String']['output']>;
  /** Junction's stable name of the LOINC code, e.g. `glucose-mass-vol`. Null where Junction sent none. */
  loincSlug?: Maybe<Scalars['String']['output']>;
  /** The upper end of the reference range, in `unit`. Null where the range is open or there is none. */
  maxRangeValue?: Maybe<Scalars['Float']['output']>;
  /** The lower end of the reference range, in `unit`. Null where the range is open or there is none. */
  minRangeValue?: Maybe<Scalars['Float']['output']>;
  /** The name for display, e.g. `Glucose`. */
  name: Scalars['String']['output'];
  /** The laboratory's remarks on this result. Null where there are none. */
  notes?: Maybe<Scalars['String']['output']>;
  /** The order whose sample gave the value. Null where Junction names no sample, or no order of that sample. */
  order?: Maybe<Order>;
  /** The code of the laboratory that measured it: the `code` of one of `samples.performingLaboratories`. Null where Junction sent none. */
  performingLaboratory?: Maybe<Scalars['String']['output']>;
  /** The laboratory's own code of the biomarker. Null where there is none. */
  providerId?: Maybe<Scalars['String']['output']>;
  /** Junction's own word for the interpretation, e.g. `critical`. Null where Junction sent none. */
  rawInterpretation?: Maybe<Scalars['String']['output']>;
  /** Junction's own word for the type, e.g. `coded_value`. Empty where Junction sent none. */
  rawType: Scalars['String']['output'];
  /** The reference range as the laboratory wrote it, in `unit`, e.g. `65-99`. Null where there is none. */
  referenceRange?: Maybe<Scalars['String']['output']>;
  /**
   * The bounds of `referenceRange` as numbers, with whether each is inclusive. Null where the text is neither one bound, such as
   * `<5.0` or `> OR = 40`, nor two numbers joined by a hyphen, such as `65-99`: then show the text alone.
   */
  referenceRangeBounds?: Maybe<ReferenceRangeBounds>;
  /** The result as the laboratory wrote it, without its unit: a number, a range such as `<5.0`, a comment or a code. */
  result: Scalars['String']['output'];
  /** Junction's stable name of the biomarker, e.g. `glucose`. Null where it has none. */
  slug?: Maybe<Scalars['String']['output']>;
  /** The laboratory's own words for the interpretation. Null where Junction sent none. */
  sourceInterpretation?: Maybe<Scalars['String']['output']>;
  /** The ordered markers that this result belongs to, e.g. a panel. Null when it was not ordered (unsolicited). */
  sourceMarkers?: Maybe<Array<SourceMarker>>;
  /** The laboratory's id of the sample that gave the value: the `sampleId` of one of `samples`. Null where Junction sent none. */
  sourceSampleId?: Maybe<Scalars['String']['output']>;
  /** The time that the laboratory sent with the result. Null where it sent a day without a time, or nothing. */
  timestamp?: Maybe<Scalars['DateTime']['output']>;
  /** The kind of text that `result` contains. */
  type: BiomarkerResultType;
  /** The unit of `result`, `value` and the range, e.g. `mg/dL`. Null where there is none. */
  unit?: Maybe<Scalars['String']['output']>;
  /** The result as a number, in `unit`. Null where Junction sent no number, and where `type` is neither `NUMERIC` nor absent. */
  value?: Maybe<Scalars['Float']['output']>;
};

/** The kind of text that a result contains. Values may be added: treat one that you do not know as `UNKNOWN`. */
export const BiomarkerResultType = {
  /** A code from a list of codes. */
  CODED_VALUE: 'CODED_VALUE',
  /** Free text. */
  COMMENT: 'COMMENT',
  /** A number, e.g. `82`; `value` contains it too. */
  NUMERIC: 'NUMERIC',
  /** A range or a bound, e.g. `<5.0` or `1-3`. */
  RANGE: 'RANGE',
  /** Junction sent no type, or one that this version does not recognize; see `rawType`. */
  UNKNOWN: 'UNKNOWN'
} as const;

export type BiomarkerResultType = typeof BiomarkerResultType[keyof typeof BiomarkerResultType];
/** An order to cancel. */
export type CancelOrderInput = {
  /** Junction's order id, a UUID in any letter case. */
  orderId: Scalars['ID']['input'];
};

/** The outcome of cancelling an order. */
export type CancelOrderPayload = {
  /**
   * The order after the cancellation; with `NOT_CANCELLABLE`, the order in its present status. Null with `INVALID_ID` and
   * `UNKNOWN_ORDER`.
   */
  order?: Maybe<Order>;
  /**
   * What the caller can correct: `INVALID_ID`; `UNKNOWN_ORDER`, also for an order that the caller is not authorized to read;
   * `NOT_CANCELLABLE` where Junction does not cancel the order in its present status. Codes may be added.
   */
  userErrors: Array<UserError>;
};

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
/** A webhook delivery as Junction (Svix) sent it: the three headers and the raw body. */
export type IngestOrderWebhookInput = {
  /** The header `svix-id` (or `webhook-id`): the same for every attempt at one message. */
  messageId: Scalars['String']['input'];
  /** The body, byte for byte as it was received: signatures cover it. */
  payload: Scalars['String']['input'];
  /** The header `svix-signature` (or `webhook-signature`): one or more signatures separated by spaces. */
  signature: Scalars['String']['input'];
  /** The header `svix-timestamp` (or `webhook-timestamp`): seconds since 1970, at most 300 s from now. */
  timestamp: Scalars['String']['input'];
};

/** The result of ingesting a delivery. */
export type IngestOrderWebhookPayload = {
  /** What was done with the delivery. Null when `userErrors` contains the reason why nothing was done. */
  outcome?: Maybe<WebhookOutcome>;
  /** Problems that the caller can correct: `TOO_LARGE`, a payload over 1 MiB. Codes may be added. */
  userErrors: Array<UserError>;
};

/** A parcel with a test kit. */
export type KitParcel = {
  /** The courier, e.g. `usps`. Null while it is unknown. */
  courier?: Maybe<Scalars['String']['output']>;
  /** The courier's tracking number. Null while it is unknown. */
  trackingNumber?: Maybe<Scalars['String']['output']>;
  /** The courier's page about the parcel, as Junction wrote it. Null while it is unknown. */
  trackingUrl?: Maybe<Scalars['String']['output']>;
};

/** The two parcels of a test kit. */
export type KitShipment = {
  /** The parcel from the patient back to the laboratory. Null while it is unknown. */
  inbound?: Maybe<KitParcel>;
  /** The parcel from the laboratory to the patient. Null while it is unknown. */
  outbound?: Maybe<KitParcel>;
};

/** The postal address of a laboratory or a collection site, as Junction wrote it. Never a person's home. */
export type LabAddress = {
  /** The city, e.g. `Phoenix`. Null where Junction sent none. */
  city?: Maybe<Scalars['String']['output']>;
  /** The country, usually as two letters, e.g. `US`. Null where Junction sent none, as for appointments. */
  country?: Maybe<Scalars['String']['output']>;
  /** The street and house number, e.g. `1 Test Way`. Null where Junction sent none. */
  firstLine?: Maybe<Scalars['String']['output']>;
  /** The postal code, e.g. `85004` or `85004-1234`. Null where Junction sent none. */
  postalCode?: Maybe<Scalars['String']['output']>;
  /** What follows the street, e.g. `Suite 200`. Null where Junction sent none. */
  secondLine?: Maybe<Scalars['String']['output']>;
  /** The state, usually as two letters, e.g. `AZ`. Null where Junction sent none. */
  state?: Maybe<Scalars['String']['output']>;
};

/** An appointment to draw the sample of an order. The address of a home is never stored. */
export type LabAppointment = {
  /** Whether the appointment can be moved; otherwise cancel it and book again. Null where Junction sent nothing. */
  canReschedule?: Maybe<Scalars['Boolean']['output']>;
  /** The confirmation code of the laboratory or the phlebotomist. Null until there is one. */
  confirmationCode?: Maybe<Scalars['String']['output']>;
  /** The end of the appointment. Null until the provider has set a time. */
  endAt?: Maybe<Scalars['DateTime']['output']>;
  /** Junction's id of the appointment, a UUID in lower case. */
  id: Scalars['ID']['output'];
  /** Who draws the sample. */
  provider: LabAppointmentProvider;
  /** Junction's own word for the provider, e.g. `quest`. Null where Junction sent none. */
  rawProvider?: Maybe<Scalars['String']['output']>;
  /** Junction's own word for the status in the last message, e.g. `confirmed` or `scheduled`. Null where Junction sent none. */
  rawStatus?: Maybe<Scalars['String']['output']>;
  /** Junction's own word for the type, e.g. `phlebotomy`. Null where Junction sent none. */
  rawType?: Maybe<Scalars['String']['output']>;
  /** The address of the laboratory's site. Null for any other type, since that address can be a home. */
  siteAddress?: Maybe<LabAddress>;
  /** The start of the appointment. Null until the provider has set a time. */
  startAt?: Maybe<Scalars['DateTime']['output']>;
  /** The status of the appointment. Also `CANCELLED` when the order's history or Junction's API shows a cancellation after the last message. */
  status: LabAppointmentStatus;
  /** The IANA time zone of the place, e.g. `America/New_York`: show times in it. Null where Junction sent none. */
  timeZone?: Maybe<Scalars['String']['output']>;
  /** Where the sample is drawn. */
  type: LabAppointmentType;
  /** When the newest event of the appointment happened. */
  updatedAt: Scalars['DateTime']['output'];
};

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
/** A collection site of a laboratory, where patients have their sample taken. */
export type LabCollectionSite = {
  /** The postal address. Null where Junction sent none. */
  address?: Maybe<LabAddress>;
  /** Whether the company can book an appointment here through Junction. */
  canBookThroughJunction: Scalars['Boolean']['output'];
  /** The distance from the patient's address in miles. Null where Junction sent none. */
  distanceMiles?: Maybe<Scalars['Int']['output']>;
  /** The laboratory's code of the site. */
  id: Scalars['ID']['output'];
  /** The name, e.g. `Labcorp - Test City`. */
  name: Scalars['String']['output'];
  /** The telephone number, as Junction wrote it. Null where Junction sent none. */
  phoneNumber?: Maybe<Scalars['String']['output']>;
  /** The web page. Null where Junction sent none. Check its scheme before you link to it. */
  website?: Maybe<Scalars['String']['output']>;
};

/** A link to a document of the laboratory, a PDF. */
export type LabDocumentLink = {
  /** When the link expires, a few minutes after it was made. Request a new link rather than storing it. */
  expiresAt: Scalars['DateTime']['output'];
  /**
   * The URL of the document, for an HTTP GET. Anyone who has the link can open it as long as the caller that requested it may
   * read the order. It begins with the service's public address; without a public address it is the path only, e.g.
   * `/results/pdf/Zk3…`. The response is 404 where the laboratory has issued no document, 403 once the link has expired or the
   * caller may no longer read the order, and 429 after 20 openings, or while 4 are in progress.
   */
  url: Scalars['String']['output'];
};

/**
 * The results of one order, or of a whole transaction as combined by Junction over its orders. Each field contains what the
 * laboratory reported; most are nullable, because Junction omits what it did not receive. The patient's name and date of birth
 * are not among the results: the company's own graph has them.
 */
export type LabResults = {
  /** The measured biomarkers, in Junction's order. Empty while there are none, or where the laboratory sent a document only. */
  biomarkers: Array<BiomarkerResult>;
  /** The laboratory's CLIA number (Clinical Laboratory Improvement Amendments). Null where Junction sent none. */
  clia?: Maybe<Scalars['String']['output']>;
  /** When the specimen was collected. Null where Junction sent a day without a time, or nothing. */
  collectedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The day on which the specimen was collected. Null where Junction sent none; `samples` contains the day of each sample. */
  collectedOn?: Maybe<Scalars['Date']['output']>;
  /** The overall interpretation. Null where there is none, which does not mean normal. */
  interpretation?: Maybe<ResultInterpretation>;
  /** The name of the laboratory, e.g. `Labcorp`. Null where Junction sent none. */
  laboratory?: Maybe<Scalars['String']['output']>;
  /** The biomarkers that were ordered but not reported, in Junction's order. */
  missingBiomarkers: Array<MissingBiomarker>;
  /** The ordering physician or practice. Null where Junction sent none. */
  provider?: Maybe<Scalars['String']['output']>;
  /** Junction's own word for the interpretation, e.g. `abnormal`. Null where Junction sent none. */
  rawInterpretation?: Maybe<Scalars['String']['output']>;
  /** Junction's own word for the status, e.g. `final`. Null where Junction sent none. */
  rawStatus?: Maybe<Scalars['String']['output']>;
  /** When the laboratory received the specimen. Null where Junction sent a day without a time, or nothing. */
  receivedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The day on which the laboratory received the specimen. Null where Junction sent none; `samples` contains the day of each sample. */
  receivedOn?: Maybe<Scalars['Date']['output']>;
  /** When the laboratory reported. Null where Junction sent a day without a time, or nothing. */
  reportedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The day on which the laboratory reported. Null where Junction sent none; `samples` contains the day of each sample. */
  reportedOn?: Maybe<Scalars['Date']['output']>;
  /** The samples that the results come from. Empty where Junction sent none. */
  samples: Array<SampleInformation>;
  /** The laboratory's number of the specimen. Null where Junction sent none; `samples` contains it for each sample. */
  specimenNumber?: Maybe<Scalars['String']['output']>;
  /** Whether more results are expected. */
  status: LabResultsStatus;
  /**
   * The number of results that Junction sent and this service could not read, so that `biomarkers` does not contain them.
   * Usually 0; otherwise show that the list is incomplete.
   */
  unreadableBiomarkers: Scalars['Int']['output'];
};

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
/** The type of a sample. Values may be added: treat one that you do not know as `UNKNOWN`. */
export const LabSampleType = {
  /** Capillary blood, taken by a device that is worn on the arm. */
  ARM_COLLECTOR: 'ARM_COLLECTOR',
  /** Dried drops of blood on paper. */
  DRIED_BLOOD_SPOT: 'DRIED_BLOOD_SPOT',
  /** Saliva. */
  SALIVA: 'SALIVA',
  /** Serum of a blood draw. */
  SERUM: 'SERUM',
  /** Stool. */
  STOOL: 'STOOL',
  /** A type that this version does not recognize; see `rawSampleType`. */
  UNKNOWN: 'UNKNOWN',
  /** Urine. */
  URINE: 'URINE'
} as const;

export type LabSampleType = typeof LabSampleType[keyof typeof LabSampleType];
/** A biomarker that was ordered but not reported. */
export type MissingBiomarker = {
  /** Why the result is missing, as Junction infers it from what the laboratory wrote. */
  inferredFailureType: MissingBiomarkerFailureType;
  /** The LOINC code, e.g. `2276-4`. Null where Junction sent none. */
  loinc?: Maybe<Scalars['String']['output']>;
  /** Junction's stable name of the LOINC code, e.g. `ferritin-mass-vol`. Null where Junction sent none. */
  loincSlug?: Maybe<Scalars['String']['output']>;
  /** The name for display, e.g. `Ferritin`. */
  name: Scalars['String']['output'];
  /** The laboratory's remark, e.g. `Test not performed`. Null where there is none. */
  note?: Maybe<Scalars['String']['output']>;
  /** The laboratory's own code of the biomarker. Null where there is none. */
  providerId?: Maybe<Scalars['String']['output']>;
  /** Junction's own word for the reason, e.g. `quantity_not_sufficient_failure`. Null where Junction sent none. */
  rawInferredFailureType?: Maybe<Scalars['String']['output']>;
  /** Junction's stable name of the biomarker, e.g. `ferritin`. Null where it has none. */
  slug?: Maybe<Scalars['String']['output']>;
  /** The ordered markers that the biomarker belongs to, e.g. a panel. Null where Junction sent none. */
  sourceMarkers?: Maybe<Array<SourceMarker>>;
};

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
/** Changes to lab test data, next to the mutations of the company's other graphs. */
export type Mutation = {
  /**
   * Cancels an order at Junction. Cancelling a cancelled order succeeds, so a client may repeat the mutation. With tokens,
   * the scope `orders:cancel` or `orders:write` is needed; without it the error is `FORBIDDEN`. Junction cancels an order until
   * its sample is on its way or its kit is shipped. A booked visit to a collection site stays booked; a phlebotomist's visit is
   * cancelled with the order. After an error whose code begins with `UPSTREAM_`, the order may or may not be cancelled.
   */
  cancelOrder?: Maybe<CancelOrderPayload>;
  /**
   * Ingests one webhook of Junction that the company received in another way than by `POST /webhooks/junction`. It is
   * verified and applied in the same way. A bad signature is the error `UNAUTHENTICATED`.
   */
  ingestOrderWebhook?: Maybe<IngestOrderWebhookPayload>;
  /**
   * Records the transaction and the person of an order that the company has just placed, before its first webhook arrives.
   * The response can contain the status `UNKNOWN`; seconds later the order has its status from Junction.
   * Repeating the mutation changes nothing. A token needs the scope `orders:write`; without it the error is `FORBIDDEN`.
   */
  trackOrder?: Maybe<TrackOrderPayload>;
};


/** Changes to lab test data, next to the mutations of the company's other graphs. */
export type MutationCancelOrderArgs = {
  input: CancelOrderInput;
};


/** Changes to lab test data, next to the mutations of the company's other graphs. */
export type MutationIngestOrderWebhookArgs = {
  input: IngestOrderWebhookInput;
};


/** Changes to lab test data, next to the mutations of the company's other graphs. */
export type MutationTrackOrderArgs = {
  input: TrackOrderInput;
};

/** One lab order: one requisition and one sample of one patient. */
export type Order = {
  /**
   * The Advance Beneficiary Notice (ABN), which informs a patient of costs that insurance may not pay. Null unless `hasAbn` is
   * true, and after the link has answered 404, until the order changes.
   */
  abnPdf?: Maybe<LabDocumentLink>;
  /** The day on which a scheduled order is placed with the laboratory. Null for an order that is placed at once, or while not known. */
  activateBy?: Maybe<Scalars['Date']['output']>;
  /**
   * The current appointment: among the appointments that are not cancelled, the one with the newest event. Null when there is
   * none, and until Junction sends one.
   */
  appointment?: Maybe<LabAppointment>;
  /**
   * All appointments that Junction has sent, newest event first. Appointments whose webhooks were lost can be missing, because
   * Junction's API returns only the active appointment.
   */
  appointments: Array<LabAppointment>;
  /** When anything visible of the order last changed in this service. */
  changedAt: Scalars['DateTime']['output'];
  /** How the sample is collected. Null while it is unknown. */
  collectionMethod?: Maybe<CollectionMethod>;
  /**
   * The laboratory's collection sites around the patient's address, nearest first, read from Junction and cached for a few
   * minutes. Null for orders that are not walk-in tests, and once the sample is drawn. Null with an error whose code begins
   * with `UPSTREAM_` when Junction does not answer. Junction takes bookings for some sites only; the patient walks in to the
   * others, or books with the laboratory.
   */
  collectionSites?: Maybe<Array<LabCollectionSite>>;
  /** The usual number of days from collection to results, e.g. `3`. Null while it is unknown. */
  commonTurnaroundDays?: Maybe<Scalars['Int']['output']>;
  /** When the order was created. Null while it is unknown. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * When Junction first fetched the earliest critical result. Null while there is none, and when only the order's interpretation
   * is critical.
   */
  criticalAt?: Maybe<Scalars['DateTime']['output']>;
  /** The events of the order, oldest first. Empty while the order is known from another order's webhook only. */
  events: Array<OrderEvent>;
  /** The day by which results are expected. Null while it is unknown. */
  expectedResultBy?: Maybe<Scalars['Date']['output']>;
  /** Whether there is an Advance Beneficiary Notice (ABN) for the order. Null while it is unknown. */
  hasAbn?: Maybe<Scalars['Boolean']['output']>;
  /** Whether the laboratory could not report everything that was ordered. Null while it is unknown. */
  hasMissingResults?: Maybe<Scalars['Boolean']['output']>;
  /** Junction's order id, a UUID in lower case. */
  id: Scalars['ID']['output'];
  /** The overall interpretation of the results. Null while there are none. */
  interpretation?: Maybe<ResultInterpretation>;
  /**
   * Whether the laboratory reported a critical result, about which it calls the physician. Stays true when the result is
   * corrected later.
   */
  isCritical: Scalars['Boolean']['output'];
  /**
   * Whether the patient must fast before the sample is taken. Null while it is unknown, which does not mean that fasting is
   * unnecessary.
   */
  isFastingRequired?: Maybe<Scalars['Boolean']['output']>;
  /** Whether the order has priority; for some laboratories this is a STAT order. Null while it is unknown. */
  isPriority?: Maybe<Scalars['Boolean']['output']>;
  /** The shipment of the test kit. Null for orders without a kit, and until Junction reports a shipment. */
  kitShipment?: Maybe<KitShipment>;
  /** The name of the laboratory, e.g. `Labcorp`. Null while it is unknown. */
  lab?: Maybe<Scalars['String']['output']>;
  /**
   * The markers that were ordered, in Junction's order; for a redraw the ones that are repeated. Null while it is unknown, which
   * includes orders that were received before this field existed. The newest message that describes the test counts as a whole,
   * for the markers, the type of sample, fasting and the turnaround times: what it lacks is null.
   */
  markers?: Maybe<Array<OrderedMarker>>;
  /** Why the order exists. Null until Junction reports it. */
  origin?: Maybe<OrderOrigin>;
  /** The order that this one directly follows, e.g. the initial order of a redraw. Null where Junction names none. */
  parent?: Maybe<Order>;
  /** The stage of the order: a coarser view of `status` for progress bars and lists. */
  phase: OrderPhase;
  /** Junction's own word for the type of sample, e.g. `dried_blood_spot`. Null while it is unknown. */
  rawSampleType?: Maybe<Scalars['String']['output']>;
  /**
   * Junction's own words for the status, e.g. `collecting_sample.walk_in_test.redraw_available`.
   * Only the last of the three words while the order is known from another order's webhook; null when the order was
   * placed and Junction has reported no status yet.
   */
  rawStatus?: Maybe<Scalars['String']['output']>;
  /**
   * The requisition form, which the patient takes to the collection site. A redraw has its own, with only the missing markers.
   * Null until Junction has created it, for imported and cancelled orders, and after the link has answered 404, until the order
   * changes.
   */
  requisitionPdf?: Maybe<LabDocumentLink>;
  /**
   * The lab results of this order alone. Null while there are none yet.
   * When Junction cannot be reached, this one field is null with an error whose code begins with `UPSTREAM_`.
   */
  results?: Maybe<LabResults>;
  /**
   * The laboratory's report of this order alone. Null until the order has had a status with results, and after the link has
   * answered 404, until the order changes: some laboratories issue no report of partial results.
   */
  resultsPdf?: Maybe<LabDocumentLink>;
  /** The laboratory's id of the sample. Null until there is a requisition. */
  sampleId?: Maybe<Scalars['String']['output']>;
  /** The type of sample that the test needs. Null while it is unknown. */
  sampleType?: Maybe<LabSampleType>;
  /**
   * The status of the order: Junction's low-level status. `UNKNOWN` with a null `rawStatus` means that the order was placed
   * and Junction has reported no status yet. For an order of `trackOrder` that usually lasts seconds: the service reads
   * the order from Junction at once, in the background.
   */
  status: OrderStatus;
  /**
   * Junction's id of the test that was ordered: the `lab_test_id` of the order that was placed, for example to find the test in
   * your own catalog. Null while it is unknown.
   */
  testId?: Maybe<Scalars['ID']['output']>;
  /** The name of the test that was ordered, e.g. `Lipids Panel`. Null while it is unknown. */
  testName?: Maybe<Scalars['String']['output']>;
  /** The transaction that the order belongs to. Null only while Junction has not assigned the order to one. */
  transaction?: Maybe<OrderTransaction>;
  /** The newest time in anything that Junction has sent about the order. Null while there is none. */
  updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The day by which results should have arrived in the worst case, e.g. `2026-03-12`. Null while it is unknown. */
  worstCaseResultBy?: Maybe<Scalars['Date']['output']>;
  /** The number of days from collection to results in the worst case, e.g. `5`. Null while it is unknown. */
  worstCaseTurnaroundDays?: Maybe<Scalars['Int']['output']>;
};


/** One lab order: one requisition and one sample of one patient. */
export type OrderCollectionSitesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  withinMiles?: InputMaybe<Scalars['Int']['input']>;
};

/** An event in an order. */
export type OrderEvent = {
  /** When the event happened. */
  createdAt: Scalars['DateTime']['output'];
  /** The id of the event, unique across all orders. */
  id: Scalars['ID']['output'];
  /** The order that the event belongs to. */
  order: Order;
  /** Junction's own words for the status, e.g. `received.walk_in_test.ordered`. */
  rawStatus: Scalars['String']['output'];
  /** The status of the order after this event. */
  status: OrderStatus;
  /** Junction's reason for the status where it gives one, e.g. `sample_hemolyzed`. An open list of words. */
  statusDetail?: Maybe<Scalars['String']['output']>;
};

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
/** The stage of an order. Values may be added: treat one that you do not know as `UNKNOWN`. */
export const OrderPhase = {
  /** The order was cancelled. */
  CANCELLED: 'CANCELLED',
  /** The sample is being collected or on its way. */
  COLLECTING_SAMPLE: 'COLLECTING_SAMPLE',
  /** The laboratory has finished. */
  COMPLETED: 'COMPLETED',
  /** The order failed, e.g. the sample was lost. */
  FAILED: 'FAILED',
  /** The order was received and prepared. */
  RECEIVED: 'RECEIVED',
  /** The sample is with the laboratory. */
  SAMPLE_WITH_LAB: 'SAMPLE_WITH_LAB',
  /** A stage that this version does not recognize, or the order was placed and Junction has reported none yet (`rawStatus` is null). */
  UNKNOWN: 'UNKNOWN'
} as const;

export type OrderPhase = typeof OrderPhase[keyof typeof OrderPhase];
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
/**
 * One lab test of one patient: the first order and, when the lab could not use part of the
 * sample, the redraw order for the missing biomarkers.
 */
export type OrderTransaction = {
  /** When anything visible of the transaction or its orders last changed in this service. To poll, pass it as `changedAfter`. */
  changedAt: Scalars['DateTime']['output'];
  /**
   * The lab results over all orders, combined by Junction. Null while there are none yet, and when the caller may not
   * read all orders of the transaction.
   * When Junction cannot be reached, this one field is null with an error whose code begins with `UPSTREAM_`.
   */
  combinedResults?: Maybe<LabResults>;
  /** When the first order was created. Null while that is not known. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** The earliest `criticalAt` of the orders that the caller may read. */
  criticalAt?: Maybe<Scalars['DateTime']['output']>;
  /** Junction's order transaction id, a UUID in lower case. */
  id: Scalars['ID']['output'];
  /** The order that opened the transaction. Null while it is not known, or when the transaction began with a recreation. */
  initialOrder?: Maybe<Order>;
  /** Whether a critical result was reported for any order of the transaction that the caller may read. */
  isCritical: Scalars['Boolean']['output'];
  /** All orders of the transaction that the caller may read, sorted by creation time, then the initial order first, then id. */
  orders: Array<Order>;
  /**
   * What the patient should do now, derived from the newest order that is not cancelled, its history and its appointments. It
   * follows the messages that Junction itself sends to patients. `UNKNOWN` when the caller may not read all orders of the
   * transaction.
   */
  patientAction: PatientAction;
  /**
   * Junction's own word for the status, e.g. `active`, from its newest report. It can lag behind `status`. Null until Junction
   * reports it.
   */
  rawStatus?: Maybe<Scalars['String']['output']>;
  /** The order for the biomarkers that the first sample did not yield. Null when there is no redraw. */
  redrawOrder?: Maybe<Order>;
  /**
   * Which of the first order's missing biomarkers the redraw recovered, and which are still missing. Null while there is no
   * redraw, while Junction has no results of the first order, and when the caller may not read all orders. It fails like
   * `combinedResults`.
   */
  redrawOutcome?: Maybe<RedrawOutcome>;
  /**
   * A short-lived link to the laboratory's report over all orders. Null until one of the orders has had a status with results,
   * and when the caller may not read all orders. Null also after the link has answered 404, until the transaction changes: some
   * laboratories issue no report of partial results.
   */
  resultsPdf?: Maybe<LabDocumentLink>;
  /**
   * The status of the whole transaction: Junction's word where it agrees with every order, otherwise derived from the
   * orders. An `active` that lags behind is replaced once no order is in progress. `rawStatus` always contains Junction's word.
   */
  status: OrderTransactionStatus;
  /** The events of all orders of the transaction, oldest first. */
  timeline: Array<OrderEvent>;
  /** The newest time in anything that Junction has sent about its orders. Null while there is none. */
  updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The patient of the lab test. Null until Junction reports one, and when the orders name different people. */
  user?: Maybe<User>;
};


/**
 * One lab test of one patient: the first order and, when the lab could not use part of the
 * sample, the redraw order for the missing biomarkers.
 */
export type OrderTransactionOrdersArgs = {
  orderBy?: InputMaybe<OrdersOrderBy>;
};

/** A page of a list of order transactions. */
export type OrderTransactionConnection = {
  /** The transactions of the page with their cursors, in the order of the list. */
  edges: Array<OrderTransactionEdge>;
  /** The transactions of the page, in the order of the list: the `node` of every edge. */
  nodes: Array<OrderTransaction>;
  /** Whether there are pages before and after this one, and the cursors of its first and last edge. */
  pageInfo: PageInfo;
};

/** A transaction with its cursor. */
export type OrderTransactionEdge = {
  /** The position in the list: pass it as `after` for the next page. Opaque, and stable when transactions are added or removed. */
  cursor: Scalars['String']['output'];
  /** The transaction. */
  node: OrderTransaction;
};

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
/** A marker that was ordered: a single biomarker, or a panel of several. */
export type OrderedMarker = {
  /** Junction's id of the marker: what `SourceMarker.markerId` of a result refers to. */
  id: Scalars['ID']['output'];
  /** The name for display, e.g. `Lipid Panel`. */
  name: Scalars['String']['output'];
  /** The laboratory's own code of the marker. Null where there is none. */
  providerId?: Maybe<Scalars['String']['output']>;
  /** Junction's own word for the type, e.g. `panel`. Null where Junction sent none. */
  rawType?: Maybe<Scalars['String']['output']>;
  /** Junction's stable name of the marker, e.g. `lipid-panel`. Null where it has none. */
  slug?: Maybe<Scalars['String']['output']>;
  /** Whether the marker is a biomarker or a panel. Null where Junction sent no type. */
  type?: Maybe<OrderedMarkerType>;
  /** The unit of its result, e.g. `mg/dL`. Null where there is none, as for most panels. */
  unit?: Maybe<Scalars['String']['output']>;
};

/** The kind of an ordered marker. Values may be added: treat one that you do not know as `UNKNOWN`. */
export const OrderedMarkerType = {
  /** A single biomarker. */
  BIOMARKER: 'BIOMARKER',
  /** A panel of several biomarkers. */
  PANEL: 'PANEL',
  /** A type that this version does not recognize; see `rawType`. */
  UNKNOWN: 'UNKNOWN'
} as const;

export type OrderedMarkerType = typeof OrderedMarkerType[keyof typeof OrderedMarkerType];
/** How to sort the orders of a transaction. Values may be added. */
export const OrdersOrderBy = {
  /** Oldest first: creation time, the initial order first where times are equal, then id. */
  CREATED_ASC: 'CREATED_ASC',
  /** The exact reverse of `CREATED_ASC`. */
  CREATED_DESC: 'CREATED_DESC'
} as const;

export type OrdersOrderBy = typeof OrdersOrderBy[keyof typeof OrdersOrderBy];
/** The position of a page in a list. */
export type PageInfo = {
  /** The cursor of the last edge. Null when the page is empty. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether another page follows. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether another page precedes. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first edge. Null when the page is empty. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

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
/** A laboratory that measured a sample, often a branch of the laboratory that received the order. */
export type PerformingLaboratory = {
  /** The laboratory's postal address. Null where Junction sent none. */
  address?: Maybe<LabAddress>;
  /** The laboratory's short code: what `BiomarkerResult.performingLaboratory` refers to. */
  code: Scalars['String']['output'];
  /** The medical director who is responsible for the results. Null where Junction sent none. */
  medicalDirector?: Maybe<Scalars['String']['output']>;
  /** The name for display. Null where Junction sent none. */
  name?: Maybe<Scalars['String']['output']>;
  /** The telephone number, as Junction wrote it. Null where Junction sent none. */
  phoneNumber?: Maybe<Scalars['String']['output']>;
};

/** Lab test data of the company's patients, next to the queries of the company's other graphs. */
export type Query = {
  /**
   * One order by its Junction id. Null when it is unknown, or when the caller may not read it; a malformed id is
   * `BAD_USER_INPUT`.
   */
  order?: Maybe<Order>;
  /**
   * One order transaction by its Junction id. Null when it is unknown, or when the caller may not read it; a malformed id is
   * `BAD_USER_INPUT`.
   */
  orderTransaction?: Maybe<OrderTransaction>;
  /**
   * All order transactions that the caller is authorized to read, newest first: by creation time, then by id. Transactions
   * whose creation time is not known yet come first. To update a copy, pass the newest `changedAt` of the copy, minus a few
   * seconds, as `changedAfter`: a transaction that is being written can have an earlier `changedAt`.
   * Null with an error when the page cannot be read.
   */
  orderTransactions?: Maybe<OrderTransactionConnection>;
};


/** Lab test data of the company's patients, next to the queries of the company's other graphs. */
export type QueryOrderArgs = {
  id: Scalars['ID']['input'];
};


/** Lab test data of the company's patients, next to the queries of the company's other graphs. */
export type QueryOrderTransactionArgs = {
  id: Scalars['ID']['input'];
};


/** Lab test data of the company's patients, next to the queries of the company's other graphs. */
export type QueryOrderTransactionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  changedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  critical?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  hasRedraw?: InputMaybe<Scalars['Boolean']['input']>;
  orderStatus?: InputMaybe<Array<OrderStatus>>;
  patientAction?: InputMaybe<Array<PatientAction>>;
  status?: InputMaybe<Array<OrderTransactionStatus>>;
  userId?: InputMaybe<Scalars['ID']['input']>;
};

/**
 * What the redraw changed about the biomarkers that were missing from the first order's results.
 *
 * Two entries are the same biomarker when their LOINC codes are equal. Where one of them has no code, the first of `slug`,
 * `providerId` and `name` that both have decides; a key that occurs with two different LOINC codes is ignored.
 */
export type RedrawOutcome = {
  /** Whether nothing is missing any more: `stillMissing` is empty. */
  complete: Scalars['Boolean']['output'];
  /**
   * The biomarkers that were missing from the first order's results and were measured since, with their values, in
   * Junction's order. A text such as `TNP` (test not performed) or `QNS` (quantity not sufficient) is not a measurement.
   * Empty while the redraw has no results, also when it failed or was cancelled.
   */
  recovered: Array<BiomarkerResult>;
  /**
   * Everything that the combined results list as missing, in Junction's order, followed by the missing biomarkers of the
   * first order that the combined results omit. Their results can still arrive while the redraw is in progress.
   */
  stillMissing: Array<MissingBiomarker>;
};

/**
 * The bounds of a reference range, read from its text. At least one end has a bound; an open end has neither a bound nor an
 * inclusiveness.
 */
export type ReferenceRangeBounds = {
  /** Whether a result equal to `max` is within the range: true for `<=5`, false for `<5`. Null where `max` is null. */
  isMaxInclusive?: Maybe<Scalars['Boolean']['output']>;
  /** Whether a result equal to `min` is within the range: true for `>=40`, false for `>40`. Null where `min` is null. */
  isMinInclusive?: Maybe<Scalars['Boolean']['output']>;
  /** The upper bound, in the unit of the result, e.g. `99` for `65-99`. Null where the range has no upper bound. */
  max?: Maybe<Scalars['Float']['output']>;
  /** The lower bound, in the unit of the result, e.g. `65` for `65-99`. Null where the range has no lower bound. */
  min?: Maybe<Scalars['Float']['output']>;
};

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
/** A sample that results come from. */
export type SampleInformation = {
  /** When the sample was collected. Null where Junction sent a day without a time, or nothing. */
  collectedAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * The time zone offset that Junction sent with `collectedAt`, unchanged, e.g. `-18000`. Junction does not document its unit:
   * do not calculate with it. Null where Junction sent none.
   */
  collectedAtOffset?: Maybe<Scalars['Int']['output']>;
  /** The day on which the sample was collected, in the local time of the place where Junction sent its offset. Null where Junction sent none. */
  collectedOn?: Maybe<Scalars['Date']['output']>;
  /** The laboratory's control number. Null where there is none. */
  controlNumber?: Maybe<Scalars['String']['output']>;
  /** Whether the patient had fasted. Null where Junction sent none. */
  fasting?: Maybe<Scalars['Boolean']['output']>;
  /** The laboratories that measured the sample. Empty where Junction sent none. */
  performingLaboratories: Array<PerformingLaboratory>;
  /** When the laboratory received the sample. Null where Junction sent a day without a time, or nothing. */
  receivedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The time zone offset that Junction sent with `receivedAt`, unchanged; see `collectedAtOffset`. Null where Junction sent none. */
  receivedAtOffset?: Maybe<Scalars['Int']['output']>;
  /** The day on which the laboratory received the sample, in the local time of the place where Junction sent its offset. Null where Junction sent none. */
  receivedOn?: Maybe<Scalars['Date']['output']>;
  /** When the laboratory reported on the sample. Null where Junction sent a day without a time, or nothing. */
  reportedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The time zone offset that Junction sent with `reportedAt`, unchanged; see `collectedAtOffset`. Null where Junction sent none. */
  reportedAtOffset?: Maybe<Scalars['Int']['output']>;
  /** The day on which the laboratory reported on the sample, in the local time of the place where Junction sent its offset. Null where Junction sent none. */
  reportedOn?: Maybe<Scalars['Date']['output']>;
  /** The laboratory's id of the sample: the `sampleId` of an order. */
  sampleId: Scalars['String']['output'];
  /** The volume of the sample with its unit, as the laboratory wrote it. Null where Junction sent none. */
  totalVolume?: Maybe<Scalars['String']['output']>;
};

/** A marker as it was ordered, e.g. the panel that a biomarker belongs to. */
export type SourceMarker = {
  /** Junction's id of the marker. */
  markerId: Scalars['ID']['output'];
  /** The name for display. Null where Junction sent none. */
  name?: Maybe<Scalars['String']['output']>;
  /** The laboratory's own code of the marker. Null where there is none. */
  providerId?: Maybe<Scalars['String']['output']>;
  /** Junction's stable name of the marker. Null where it has none. */
  slug?: Maybe<Scalars['String']['output']>;
};

/** Live updates of lab test data, next to the subscriptions of the company's other graphs. */
export type Subscription = {
  /**
   * The transaction: first in its present state, then after each visible change of the transaction or its orders, over
   * WebSocket (graphql-transport-ws) or as server-sent events. Slow consumers receive only the latest state; intermediate
   * states may be skipped. Nothing is sent while the transaction is unknown, or the caller may not read it. A
   * malformed id is `BAD_USER_INPUT`, too many subscriptions are `LIMIT_EXCEEDED`, an expired token is `UNAUTHENTICATED`.
   */
  orderTransactionUpdated: OrderTransaction;
  /**
   * The transactions of one person, each whenever anything visible of it changes, over the same transports and within the same
   * limits as `orderTransactionUpdated`. Nothing is sent at the start: read the list first. Another person's transactions are sent
   * only with the scope `orders:read:all`; without it nothing is ever sent. A transaction that is assigned to another person is
   * not sent for that change alone.
   */
  orderTransactionsUpdated: OrderTransaction;
};


/** Live updates of lab test data, next to the subscriptions of the company's other graphs. */
export type SubscriptionOrderTransactionUpdatedArgs = {
  id: Scalars['ID']['input'];
};


/** Live updates of lab test data, next to the subscriptions of the company's other graphs. */
export type SubscriptionOrderTransactionsUpdatedArgs = {
  userId?: InputMaybe<Scalars['ID']['input']>;
};

/** An order that the company has just placed with Junction. */
export type TrackOrderInput = {
  /** Junction's order id, a UUID in any letter case, as Junction returned it when the order was placed. */
  orderId: Scalars['ID']['input'];
  /** Junction's id of the transaction that the order opened or joined, a UUID in any letter case. */
  orderTransactionId: Scalars['ID']['input'];
  /** The company's own id of the person: the `client_user_id` that it passed to Junction. */
  userId: Scalars['ID']['input'];
};

/** The result of tracking an order. */
export type TrackOrderPayload = {
  /** The order in its present state. Null when `userErrors` contains the reason why it was not recorded. */
  order?: Maybe<Order>;
  /** Problems that the caller can correct: `INVALID_ID`, or `CONTRADICTION` where the order is known with another transaction or person. Codes may be added. */
  userErrors: Array<UserError>;
};

/**
 * A person of the company, identified by the orders placed for them. The company's own graph decides whether the person
 * exists: a person without orders has an empty list here.
 */
export type User = {
  /** The company's own id of the person: the `client_user_id` of the person's orders at Junction. */
  id: Scalars['ID']['output'];
  /**
   * The person's lab tests, newest first: by creation time, then by id. Transactions whose creation time is not known yet
   * come first. Null with an error when the page cannot be read; the person and the fields of other graphs are not affected.
   */
  orderTransactions?: Maybe<OrderTransactionConnection>;
};


/**
 * A person of the company, identified by the orders placed for them. The company's own graph decides whether the person
 * exists: a person without orders has an empty list here.
 */
export type UserOrderTransactionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  critical?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  hasRedraw?: InputMaybe<Scalars['Boolean']['input']>;
  orderStatus?: InputMaybe<Array<OrderStatus>>;
  patientAction?: InputMaybe<Array<PatientAction>>;
  status?: InputMaybe<Array<OrderTransactionStatus>>;
};

/** A problem with the input of a mutation that the caller can correct. */
export type UserError = {
  /** A stable code; the description of the payload's `userErrors` lists them. */
  code: Scalars['String']['output'];
  /** The path of the input field, e.g. `["input", "payload"]`. Null when the problem is not about one field. */
  field?: Maybe<Array<Scalars['String']['output']>>;
  /** A sentence for developers. Not for display to patients. */
  message: Scalars['String']['output'];
};

/** What was done with a webhook delivery. Values may be added. */
export const WebhookOutcome = {
  /** The message changed stored data. */
  APPLIED: 'APPLIED',
  /** A message with this id was received before, whatever its body. */
  DUPLICATE: 'DUPLICATE',
  /** Not an order event, or an event of another team. */
  IGNORED: 'IGNORED',
  /** Signed but not readable: stored whole in the quarantine, until an operator retries or deletes it. */
  QUARANTINED: 'QUARANTINED',
  /** A new message without new information. */
  STALE: 'STALE'
} as const;

export type WebhookOutcome = typeof WebhookOutcome[keyof typeof WebhookOutcome];


export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Order: Order;
  OrderTransaction: OrderTransaction;
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Order:
    ( { __typename: 'Order' }
    & GraphQLRecursivePick<FederationTypes['Order'], {"id":true}> );
  OrderTransaction:
    ( { __typename: 'OrderTransaction' }
    & GraphQLRecursivePick<FederationTypes['OrderTransaction'], {"id":true}> );
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  BiomarkerResult: ResolverTypeWrapper<BiomarkerResultModel>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  BiomarkerResultType: BiomarkerResultType;
  CancelOrderInput: CancelOrderInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CancelOrderPayload: ResolverTypeWrapper<Omit<CancelOrderPayload, 'order'> & { order?: Maybe<ResolversTypes['Order']> }>;
  CollectionMethod: CollectionMethod;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  IngestOrderWebhookInput: IngestOrderWebhookInput;
  IngestOrderWebhookPayload: ResolverTypeWrapper<IngestOrderWebhookPayload>;
  KitParcel: ResolverTypeWrapper<KitParcel>;
  KitShipment: ResolverTypeWrapper<KitShipment>;
  LabAddress: ResolverTypeWrapper<LabAddress>;
  LabAppointment: ResolverTypeWrapper<AppointmentRow>;
  LabAppointmentProvider: LabAppointmentProvider;
  LabAppointmentStatus: LabAppointmentStatus;
  LabAppointmentType: LabAppointmentType;
  LabCollectionSite: ResolverTypeWrapper<LabCollectionSite>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  LabDocumentLink: ResolverTypeWrapper<LabDocumentLink>;
  LabResults: ResolverTypeWrapper<LabResultsModel>;
  LabResultsStatus: LabResultsStatus;
  LabSampleType: LabSampleType;
  MissingBiomarker: ResolverTypeWrapper<MissingBiomarkerModel>;
  MissingBiomarkerFailureType: MissingBiomarkerFailureType;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Order: ResolverTypeWrapper<OrderRow>;
  OrderEvent: ResolverTypeWrapper<OrderEventRow>;
  OrderOrigin: OrderOrigin;
  OrderPhase: OrderPhase;
  OrderStatus: OrderStatus;
  OrderTransaction: ResolverTypeWrapper<TransactionRow>;
  OrderTransactionConnection: ResolverTypeWrapper<TransactionConnection>;
  OrderTransactionEdge: ResolverTypeWrapper<TransactionEdge>;
  OrderTransactionStatus: OrderTransactionStatus;
  OrderedMarker: ResolverTypeWrapper<OrderedMarkerModel>;
  OrderedMarkerType: OrderedMarkerType;
  OrdersOrderBy: OrdersOrderBy;
  PageInfo: ResolverTypeWrapper<TransactionPageInfo>;
  PatientAction: PatientAction;
  PerformingLaboratory: ResolverTypeWrapper<PerformingLaboratory>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RedrawOutcome: ResolverTypeWrapper<RedrawOutcomeModel>;
  ReferenceRangeBounds: ResolverTypeWrapper<ReferenceRangeBounds>;
  ResultInterpretation: ResultInterpretation;
  SampleInformation: ResolverTypeWrapper<SampleInformation>;
  SourceMarker: ResolverTypeWrapper<SourceMarker>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TrackOrderInput: TrackOrderInput;
  TrackOrderPayload: ResolverTypeWrapper<Omit<TrackOrderPayload, 'order'> & { order?: Maybe<ResolversTypes['Order']> }>;
  User: ResolverTypeWrapper<CompanyUser>;
  UserError: ResolverTypeWrapper<UserError>;
  WebhookOutcome: WebhookOutcome;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  BiomarkerResult: BiomarkerResultModel;
  Boolean: Scalars['Boolean']['output'];
  String: Scalars['String']['output'];
  Float: Scalars['Float']['output'];
  CancelOrderInput: CancelOrderInput;
  ID: Scalars['ID']['output'];
  CancelOrderPayload: Omit<CancelOrderPayload, 'order'> & { order?: Maybe<ResolversParentTypes['Order']> };
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  IngestOrderWebhookInput: IngestOrderWebhookInput;
  IngestOrderWebhookPayload: IngestOrderWebhookPayload;
  KitParcel: KitParcel;
  KitShipment: KitShipment;
  LabAddress: LabAddress;
  LabAppointment: AppointmentRow;
  LabCollectionSite: LabCollectionSite;
  Int: Scalars['Int']['output'];
  LabDocumentLink: LabDocumentLink;
  LabResults: LabResultsModel;
  MissingBiomarker: MissingBiomarkerModel;
  Mutation: Record<PropertyKey, never>;
  Order: OrderRow;
  OrderEvent: OrderEventRow;
  OrderTransaction: TransactionRow;
  OrderTransactionConnection: TransactionConnection;
  OrderTransactionEdge: TransactionEdge;
  OrderedMarker: OrderedMarkerModel;
  PageInfo: TransactionPageInfo;
  PerformingLaboratory: PerformingLaboratory;
  Query: Record<PropertyKey, never>;
  RedrawOutcome: RedrawOutcomeModel;
  ReferenceRangeBounds: ReferenceRangeBounds;
  SampleInformation: SampleInformation;
  SourceMarker: SourceMarker;
  Subscription: Record<PropertyKey, never>;
  TrackOrderInput: TrackOrderInput;
  TrackOrderPayload: Omit<TrackOrderPayload, 'order'> & { order?: Maybe<ResolversParentTypes['Order']> };
  User: CompanyUser;
  UserError: UserError;
};

export type BiomarkerResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['BiomarkerResult'] = ResolversParentTypes['BiomarkerResult']> = {
  interpretation?: Resolver<Maybe<ResolversTypes['ResultInterpretation']>, ParentType, ContextType>;
  isAboveMaxRange?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isBelowMinRange?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  loinc?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  loincSlug?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  maxRangeValue?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  minRangeValue?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  notes?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  performingLaboratory?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  providerId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rawInterpretation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rawType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  referenceRange?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  referenceRangeBounds?: Resolver<Maybe<ResolversTypes['ReferenceRangeBounds']>, ParentType, ContextType>;
  result?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  slug?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sourceInterpretation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sourceMarkers?: Resolver<Maybe<Array<ResolversTypes['SourceMarker']>>, ParentType, ContextType>;
  sourceSampleId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  timestamp?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['BiomarkerResultType'], ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type CancelOrderPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CancelOrderPayload'] = ResolversParentTypes['CancelOrderPayload']> = {
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type IngestOrderWebhookPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['IngestOrderWebhookPayload'] = ResolversParentTypes['IngestOrderWebhookPayload']> = {
  outcome?: Resolver<Maybe<ResolversTypes['WebhookOutcome']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type KitParcelResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['KitParcel'] = ResolversParentTypes['KitParcel']> = {
  courier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  trackingNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  trackingUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type KitShipmentResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['KitShipment'] = ResolversParentTypes['KitShipment']> = {
  inbound?: Resolver<Maybe<ResolversTypes['KitParcel']>, ParentType, ContextType>;
  outbound?: Resolver<Maybe<ResolversTypes['KitParcel']>, ParentType, ContextType>;
};

export type LabAddressResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['LabAddress'] = ResolversParentTypes['LabAddress']> = {
  city?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  firstLine?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postalCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  secondLine?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type LabAppointmentResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['LabAppointment'] = ResolversParentTypes['LabAppointment']> = {
  canReschedule?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  confirmationCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['LabAppointmentProvider'], ParentType, ContextType>;
  rawProvider?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rawType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  siteAddress?: Resolver<Maybe<ResolversTypes['LabAddress']>, ParentType, ContextType>;
  startAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['LabAppointmentStatus'], ParentType, ContextType>;
  timeZone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['LabAppointmentType'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type LabCollectionSiteResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['LabCollectionSite'] = ResolversParentTypes['LabCollectionSite']> = {
  address?: Resolver<Maybe<ResolversTypes['LabAddress']>, ParentType, ContextType>;
  canBookThroughJunction?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  distanceMiles?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  phoneNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  website?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type LabDocumentLinkResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['LabDocumentLink'] = ResolversParentTypes['LabDocumentLink']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LabResultsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['LabResults'] = ResolversParentTypes['LabResults']> = {
  biomarkers?: Resolver<Array<ResolversTypes['BiomarkerResult']>, ParentType, ContextType>;
  clia?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  collectedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  collectedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  interpretation?: Resolver<Maybe<ResolversTypes['ResultInterpretation']>, ParentType, ContextType>;
  laboratory?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  missingBiomarkers?: Resolver<Array<ResolversTypes['MissingBiomarker']>, ParentType, ContextType>;
  provider?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rawInterpretation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  receivedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  receivedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  reportedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reportedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  samples?: Resolver<Array<ResolversTypes['SampleInformation']>, ParentType, ContextType>;
  specimenNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['LabResultsStatus'], ParentType, ContextType>;
  unreadableBiomarkers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MissingBiomarkerResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MissingBiomarker'] = ResolversParentTypes['MissingBiomarker']> = {
  inferredFailureType?: Resolver<ResolversTypes['MissingBiomarkerFailureType'], ParentType, ContextType>;
  loinc?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  loincSlug?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  providerId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rawInferredFailureType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  slug?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sourceMarkers?: Resolver<Maybe<Array<ResolversTypes['SourceMarker']>>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  cancelOrder?: Resolver<Maybe<ResolversTypes['CancelOrderPayload']>, ParentType, ContextType, RequireFields<MutationCancelOrderArgs, 'input'>>;
  ingestOrderWebhook?: Resolver<Maybe<ResolversTypes['IngestOrderWebhookPayload']>, ParentType, ContextType, RequireFields<MutationIngestOrderWebhookArgs, 'input'>>;
  trackOrder?: Resolver<Maybe<ResolversTypes['TrackOrderPayload']>, ParentType, ContextType, RequireFields<MutationTrackOrderArgs, 'input'>>;
};

export type OrderResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Order'] = ResolversParentTypes['Order'], FederationReferenceType extends FederationReferenceTypes['Order'] = FederationReferenceTypes['Order']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Order']> | FederationReferenceType, FederationReferenceType, ContextType>;
  abnPdf?: Resolver<Maybe<ResolversTypes['LabDocumentLink']>, ParentType, ContextType>;
  activateBy?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  appointment?: Resolver<Maybe<ResolversTypes['LabAppointment']>, ParentType, ContextType>;
  appointments?: Resolver<Array<ResolversTypes['LabAppointment']>, ParentType, ContextType>;
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  collectionMethod?: Resolver<Maybe<ResolversTypes['CollectionMethod']>, ParentType, ContextType>;
  collectionSites?: Resolver<Maybe<Array<ResolversTypes['LabCollectionSite']>>, ParentType, ContextType, RequireFields<OrderCollectionSitesArgs, 'first' | 'withinMiles'>>;
  commonTurnaroundDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  criticalAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  events?: Resolver<Array<ResolversTypes['OrderEvent']>, ParentType, ContextType>;
  expectedResultBy?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  hasAbn?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  hasMissingResults?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  interpretation?: Resolver<Maybe<ResolversTypes['ResultInterpretation']>, ParentType, ContextType>;
  isCritical?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isFastingRequired?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isPriority?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  kitShipment?: Resolver<Maybe<ResolversTypes['KitShipment']>, ParentType, ContextType>;
  lab?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  markers?: Resolver<Maybe<Array<ResolversTypes['OrderedMarker']>>, ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['OrderOrigin']>, ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  phase?: Resolver<ResolversTypes['OrderPhase'], ParentType, ContextType>;
  rawSampleType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requisitionPdf?: Resolver<Maybe<ResolversTypes['LabDocumentLink']>, ParentType, ContextType>;
  results?: Resolver<Maybe<ResolversTypes['LabResults']>, ParentType, ContextType>;
  resultsPdf?: Resolver<Maybe<ResolversTypes['LabDocumentLink']>, ParentType, ContextType>;
  sampleId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sampleType?: Resolver<Maybe<ResolversTypes['LabSampleType']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
  testId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  testName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  transaction?: Resolver<Maybe<ResolversTypes['OrderTransaction']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  worstCaseResultBy?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  worstCaseTurnaroundDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type OrderEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OrderEvent'] = ResolversParentTypes['OrderEvent']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  rawStatus?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
  statusDetail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type OrderTransactionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OrderTransaction'] = ResolversParentTypes['OrderTransaction'], FederationReferenceType extends FederationReferenceTypes['OrderTransaction'] = FederationReferenceTypes['OrderTransaction']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['OrderTransaction']> | FederationReferenceType, FederationReferenceType, ContextType>;
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  combinedResults?: Resolver<Maybe<ResolversTypes['LabResults']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  criticalAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  initialOrder?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  isCritical?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  orders?: Resolver<Array<ResolversTypes['Order']>, ParentType, ContextType, RequireFields<OrderTransactionOrdersArgs, 'orderBy'>>;
  patientAction?: Resolver<ResolversTypes['PatientAction'], ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  redrawOrder?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  redrawOutcome?: Resolver<Maybe<ResolversTypes['RedrawOutcome']>, ParentType, ContextType>;
  resultsPdf?: Resolver<Maybe<ResolversTypes['LabDocumentLink']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OrderTransactionStatus'], ParentType, ContextType>;
  timeline?: Resolver<Array<ResolversTypes['OrderEvent']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type OrderTransactionConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OrderTransactionConnection'] = ResolversParentTypes['OrderTransactionConnection']> = {
  edges?: Resolver<Array<ResolversTypes['OrderTransactionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['OrderTransaction']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type OrderTransactionEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OrderTransactionEdge'] = ResolversParentTypes['OrderTransactionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['OrderTransaction'], ParentType, ContextType>;
};

export type OrderedMarkerResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OrderedMarker'] = ResolversParentTypes['OrderedMarker']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  providerId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rawType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  slug?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['OrderedMarkerType']>, ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PerformingLaboratoryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PerformingLaboratory'] = ResolversParentTypes['PerformingLaboratory']> = {
  address?: Resolver<Maybe<ResolversTypes['LabAddress']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  medicalDirector?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phoneNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType, RequireFields<QueryOrderArgs, 'id'>>;
  orderTransaction?: Resolver<Maybe<ResolversTypes['OrderTransaction']>, ParentType, ContextType, RequireFields<QueryOrderTransactionArgs, 'id'>>;
  orderTransactions?: Resolver<Maybe<ResolversTypes['OrderTransactionConnection']>, ParentType, ContextType, RequireFields<QueryOrderTransactionsArgs, 'first'>>;
};

export type RedrawOutcomeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RedrawOutcome'] = ResolversParentTypes['RedrawOutcome']> = {
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  recovered?: Resolver<Array<ResolversTypes['BiomarkerResult']>, ParentType, ContextType>;
  stillMissing?: Resolver<Array<ResolversTypes['MissingBiomarker']>, ParentType, ContextType>;
};

export type ReferenceRangeBoundsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReferenceRangeBounds'] = ResolversParentTypes['ReferenceRangeBounds']> = {
  isMaxInclusive?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isMinInclusive?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  max?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  min?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type SampleInformationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SampleInformation'] = ResolversParentTypes['SampleInformation']> = {
  collectedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  collectedAtOffset?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  collectedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  controlNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fasting?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  performingLaboratories?: Resolver<Array<ResolversTypes['PerformingLaboratory']>, ParentType, ContextType>;
  receivedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  receivedAtOffset?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  receivedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  reportedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reportedAtOffset?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  reportedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  sampleId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  totalVolume?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SourceMarkerResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SourceMarker'] = ResolversParentTypes['SourceMarker']> = {
  markerId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  providerId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  slug?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  orderTransactionUpdated?: SubscriptionResolver<ResolversTypes['OrderTransaction'], "orderTransactionUpdated", ParentType, ContextType, RequireFields<SubscriptionOrderTransactionUpdatedArgs, 'id'>>;
  orderTransactionsUpdated?: SubscriptionResolver<ResolversTypes['OrderTransaction'], "orderTransactionsUpdated", ParentType, ContextType, Partial<SubscriptionOrderTransactionsUpdatedArgs>>;
};

export type TrackOrderPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TrackOrderPayload'] = ResolversParentTypes['TrackOrderPayload']> = {
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  orderTransactions?: Resolver<Maybe<ResolversTypes['OrderTransactionConnection']>, ParentType, ContextType, RequireFields<UserOrderTransactionsArgs, 'first'>>;
};

export type UserErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = RequestContext> = {
  BiomarkerResult?: BiomarkerResultResolvers<ContextType>;
  CancelOrderPayload?: CancelOrderPayloadResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  IngestOrderWebhookPayload?: IngestOrderWebhookPayloadResolvers<ContextType>;
  KitParcel?: KitParcelResolvers<ContextType>;
  KitShipment?: KitShipmentResolvers<ContextType>;
  LabAddress?: LabAddressResolvers<ContextType>;
  LabAppointment?: LabAppointmentResolvers<ContextType>;
  LabCollectionSite?: LabCollectionSiteResolvers<ContextType>;
  LabDocumentLink?: LabDocumentLinkResolvers<ContextType>;
  LabResults?: LabResultsResolvers<ContextType>;
  MissingBiomarker?: MissingBiomarkerResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  OrderEvent?: OrderEventResolvers<ContextType>;
  OrderTransaction?: OrderTransactionResolvers<ContextType>;
  OrderTransactionConnection?: OrderTransactionConnectionResolvers<ContextType>;
  OrderTransactionEdge?: OrderTransactionEdgeResolvers<ContextType>;
  OrderedMarker?: OrderedMarkerResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PerformingLaboratory?: PerformingLaboratoryResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RedrawOutcome?: RedrawOutcomeResolvers<ContextType>;
  ReferenceRangeBounds?: ReferenceRangeBoundsResolvers<ContextType>;
  SampleInformation?: SampleInformationResolvers<ContextType>;
  SourceMarker?: SourceMarkerResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  TrackOrderPayload?: TrackOrderPayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};


/** The default of `first` in the schema, for an operation that omits it or sends null. */
export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;
/** The default of `first` of `Order.collectionSites`. */
export const DEFAULT_SITES = 10;

/**
 * The typical number of items of each list in the schema, keyed `Type.field`. The cost of an operation is computed from
 * these sizes before anything is read. They are sizes of usual data, not bounds: the list budget limits what an
 * operation really returns.
 *
 * A list with the argument `first` has the size below where the argument is absent or null. A connection is sized by
 * the `first` of the field that returns it, so the lists of a connection count once.
 */
export const TYPICAL_LIST_SIZES: Readonly<Record<string, number>> = {
  'OrderTransaction.orders': 2,
  'OrderTransaction.timeline': 20,
  'OrderTransactionConnection.edges': 1,
  'OrderTransactionConnection.nodes': 1,
  'Order.events': 10,
  'Order.appointments': 2,
  'Order.collectionSites': DEFAULT_SITES,
  'Order.markers': 3,
  'LabResults.biomarkers': 30,
  'LabResults.missingBiomarkers': 5,
  'LabResults.samples': 2,
  'BiomarkerResult.sourceMarkers': 1,
  'MissingBiomarker.sourceMarkers': 1,
  'SampleInformation.performingLaboratories': 1,
  'RedrawOutcome.recovered': 5,
  'RedrawOutcome.stillMissing': 5,
  'IngestOrderWebhookPayload.userErrors': 1,
  'TrackOrderPayload.userErrors': 1,
  'CancelOrderPayload.userErrors': 1,
  'UserError.field': 2,
};

/** For a list without an entry above, which `list-sizes.test.ts` rejects in our own schema. */
export const UNKNOWN_LIST_SIZE = 10;

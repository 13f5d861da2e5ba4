import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';

/** Has no identity: it is part of the object that contains it. */
const embedded = () => null;

export const labCache = cacheExchange({
  keys: {
    BiomarkerResult: embedded,
    CancelOrderPayload: embedded,
    IngestOrderWebhookPayload: embedded,
    KitParcel: embedded,
    KitShipment: embedded,
    LabAddress: embedded,
    LabCollectionSite: embedded,
    LabDocumentLink: embedded,
    LabResults: embedded,
    MissingBiomarker: embedded,
    PerformingLaboratory: embedded,
    RedrawOutcome: embedded,
    ReferenceRangeBounds: embedded,
    SampleInformation: embedded,
    SourceMarker: embedded,
    TrackOrderPayload: embedded,
    UserError: embedded,
  },
  resolvers: {
    Query: { orderTransactions: relayPagination() },
    User: { orderTransactions: relayPagination() },
  },
});

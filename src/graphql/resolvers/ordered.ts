import { enumReader } from '../../junction/words.js';
import type { OrderedParts } from '../../orders/ordered-parts.js';
import type { OrderRow } from '../../store/read/index.js';
import type { RequestContext } from '../context.js';
import {
  LabSampleType,
  OrderedMarkerType,
  type OrderedMarkerResolvers,
  type OrderResolvers,
} from '../generated/schema-types.js';

const readSampleType = enumReader(LabSampleType);
const readMarkerType = enumReader(OrderedMarkerType);

/** The fields of an order about what was ordered. Parts that Junction has not sent are null. */
export const orderedFields = {
  markers: fromParts(({ test }) => test?.markers?.slice()),
  sampleType: fromParts(({ test }) => sampleType(test?.rawSampleType ?? null)),
  rawSampleType: fromParts(({ test }) => test?.rawSampleType),
  isFastingRequired: fromParts(({ test }) => test?.isFastingRequired),
  commonTurnaroundDays: fromParts(({ test }) => test?.commonTurnaroundDays),
  worstCaseTurnaroundDays: fromParts(({ test }) => test?.worstCaseTurnaroundDays),
  isPriority: fromParts(({ isPriority }) => isPriority),
  hasAbn: fromParts(({ hasAbn }) => hasAbn),
  activateBy: fromParts(({ activateBy }) => activateBy),
  worstCaseResultBy: fromParts(({ worstCaseResultBy }) => worstCaseResultBy),
  kitShipment: fromParts(({ kitShipment }) => kitShipment),
} satisfies OrderResolvers;

export const OrderedMarker: OrderedMarkerResolvers = {
  type: ({ rawType }) => (rawType === null ? null : readMarkerType(rawType)),
};

function fromParts<Value>(valueOf: (parts: OrderedParts) => Value | undefined) {
  return async (order: OrderRow, _args: object, { loaders }: RequestContext) =>
    valueOf(await loaders.orderedPartsOf(order)) ?? null;
}

/** Junction's own example contains spaces instead of underscores. */
function sampleType(word: string | null): LabSampleType | null {
  return word === null ? null : readSampleType(word.replaceAll(' ', '_'));
}

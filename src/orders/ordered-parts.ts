import { parseInstant } from '../junction/instant.js';
import {
  asBoolean,
  asInt,
  asList,
  asObject,
  field,
  filledText,
  type JsonObject,
} from '../junction/tolerant.js';
import { canonicalJson } from './facts.js';

/**
 * What an order's own report contains of what was ordered: only the parts that the report carries. Junction's bodies differ
 * in how much they carry, so the merge joins each part by itself, see {@link joinOrdered}. An explicit null is a value.
 */
export interface OrderedParts {
  readonly test?: OrderedTest;
  readonly isPriority?: boolean | null;
  readonly hasAbn?: boolean | null;
  /** Calendar days, `2026-03-06`. */
  readonly activateBy?: string | null;
  readonly worstCaseResultBy?: string | null;
  readonly kitShipment?: KitShipment | null;
}

/** Junction's `lab_test`, as far as it is served. */
export interface OrderedTest {
  /** In Junction's order; null where not known. */
  readonly markers: readonly OrderedMarker[] | null;
  readonly rawSampleType: string | null;
  readonly isFastingRequired: boolean | null;
  readonly commonTurnaroundDays: number | null;
  readonly worstCaseTurnaroundDays: number | null;
}

export interface OrderedMarker {
  /** What `SourceMarker.markerId` of a result refers to. */
  readonly id: string;
  readonly name: string;
  readonly slug: string | null;
  readonly providerId: string | null;
  readonly rawType: string | null;
  readonly unit: string | null;
}

export interface KitShipment {
  readonly outbound: KitParcel | null;
  readonly inbound: KitParcel | null;
}

export interface KitParcel {
  readonly trackingNumber: string | null;
  readonly trackingUrl: string | null;
  readonly courier: string | null;
}

/** The parts that come from one report. No part is in two layers. */
export interface OrderedLayer {
  /** The version of the report. */
  readonly version: string;
  readonly parts: OrderedParts;
}

export function readOrderedParts(order: JsonObject): OrderedParts {
  const test = asObject(field(order, 'lab_test'));
  const data = asObject(field(asObject(field(order, 'details')), 'data'));
  return {
    ...(test && { test: readTest(test) }),
    ...carried(order, 'priority', (value) => ({ isPriority: asBoolean(value) })),
    ...carried(order, 'has_abn', (value) => ({ hasAbn: asBoolean(value) })),
    ...carried(order, 'activate_by', (value) => ({ activateBy: readDay(value) })),
    ...carried(order, 'worst_case_result_by_date', (value) => ({
      worstCaseResultBy: readDay(value),
    })),
    ...carried(data, 'shipment', (value) => ({ kitShipment: readShipment(asObject(value)) })),
  };
}

/**
 * The layers after a report: each part is that of the greatest version that carries it, whatever the order of arrival.
 * Layers are sorted by version, greatest first. The same list when nothing is new.
 */
export function joinOrdered(
  known: readonly OrderedLayer[] | undefined,
  version: string,
  parts: OrderedParts | undefined,
): readonly OrderedLayer[] | undefined {
  const layers = known ?? [];
  // Of one version there is one report.
  if (parts === undefined || layers.some((layer) => layer.version === version)) return known;
  const joined = withoutHiddenParts(
    [...layers, { version, parts }].sort((a, b) => (a.version > b.version ? -1 : 1)),
  );
  return joined.some((layer) => layer.version === version) ? joined : known;
}

function withoutHiddenParts(sorted: readonly OrderedLayer[]): OrderedLayer[] {
  const seen = new Set<string>();
  return sorted.flatMap(({ version, parts }) => {
    const visible = Object.entries(parts).filter(([name]) => !seen.has(name));
    for (const [name] of visible) seen.add(name);
    return visible.length === 0 ? [] : [{ version, parts: Object.fromEntries(visible) }];
  });
}

/** All parts together, without their versions. */
export function mergedParts(layers: readonly OrderedLayer[] | undefined): OrderedParts {
  return Object.assign({}, ...(layers ?? []).map(({ parts }) => parts)) as OrderedParts;
}

/** Whether the parts are equal, whichever reports they come from. */
export function areSameParts(
  a: readonly OrderedLayer[] | undefined,
  b: readonly OrderedLayer[] | undefined,
): boolean {
  return a === b || canonicalJson(mergedParts(a)) === canonicalJson(mergedParts(b));
}

function readTest(test: JsonObject): OrderedTest {
  return {
    markers: readMarkers(field(test, 'markers')),
    rawSampleType: filledText(test, 'sample_type'),
    isFastingRequired: asBoolean(field(test, 'fasting')),
    commonTurnaroundDays: asInt(field(test, 'common_tat_days')),
    worstCaseTurnaroundDays: asInt(field(test, 'worst_case_tat_days')),
  };
}

/** A marker without an id or any label is left out alone. Null, not empty, where none of a list can be read. */
function readMarkers(value: unknown): OrderedMarker[] | null {
  if (!Array.isArray(value)) return null;
  const markers = asList(value)
    .map((item) => readMarker(asObject(item)))
    .filter((marker) => marker !== null);
  return markers.length === 0 && value.length > 0 ? null : markers;
}

function readMarker(marker: JsonObject | null): OrderedMarker | null {
  const id = field(marker, 'id');
  const slug = filledText(marker, 'slug');
  const providerId = filledText(marker, 'provider_id');
  const name = filledText(marker, 'name') ?? slug ?? providerId;
  if (!Number.isSafeInteger(id) || name === null) return null;
  return {
    id: String(id),
    name,
    slug,
    providerId,
    rawType: filledText(marker, 'type'),
    unit: filledText(marker, 'unit'),
  };
}

function readShipment(shipment: JsonObject | null): KitShipment | null {
  if (shipment === null) return null;
  return { outbound: readParcel(shipment, 'outbound'), inbound: readParcel(shipment, 'inbound') };
}

function readParcel(shipment: JsonObject, direction: 'outbound' | 'inbound'): KitParcel | null {
  const parcel: KitParcel = {
    trackingNumber: filledText(shipment, `${direction}_tracking_number`),
    trackingUrl: filledText(shipment, `${direction}_tracking_url`),
    courier: filledText(shipment, `${direction}_courier`),
  };
  return Object.values(parcel).some((part) => part !== null) ? parcel : null;
}

/** The part of a key that the object carries; nothing where it lacks the key. */
function carried(
  object: JsonObject | null,
  name: string,
  read: (value: unknown) => OrderedParts,
): OrderedParts {
  const value = field(object, name);
  return value === undefined ? {} : read(value);
}

/** A calendar day, `2026-03-06`, also where Junction wrote a time of that day. */
function readDay(value: unknown): string | null {
  return typeof value === 'string' && parseInstant(value) !== null ? value.slice(0, 10) : null;
}

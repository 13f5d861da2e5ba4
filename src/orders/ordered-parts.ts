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
 * The parts of an order's own report about what was ordered: only those that the report contains. Junction's bodies
 * contain different parts, so the merge joins each part by itself, see {@link joinOrdered}. An explicit null is a
 * value.
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

/** The served part of Junction's `lab_test`. */
export interface OrderedTest {
  /** In Junction's order; null where not known. */
  readonly markers: readonly OrderedMarker[] | null;
  readonly rawSampleType: string | null;
  readonly isFastingRequired: boolean | null;
  readonly commonTurnaroundDays: number | null;
  readonly worstCaseTurnaroundDays: number | null;
}

export interface OrderedMarker {
  /** The marker that `SourceMarker.markerId` of a result names. */
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

/** Reads the parts that Junction's `order` contains. An unreadable value is null, an unreadable `lab_test` is absent. */
export function readOrderedParts(order: JsonObject): OrderedParts {
  const test = asObject(field(order, 'lab_test'));
  const data = asObject(field(asObject(field(order, 'details')), 'data'));
  return {
    ...(test && { test: readTest(test) }),
    ...ifPresent(order, 'priority', (value) => ({ isPriority: asBoolean(value) })),
    ...ifPresent(order, 'has_abn', (value) => ({ hasAbn: asBoolean(value) })),
    ...ifPresent(order, 'activate_by', (value) => ({ activateBy: readDay(value) })),
    ...ifPresent(order, 'worst_case_result_by_date', (value) => ({
      worstCaseResultBy: readDay(value),
    })),
    ...ifPresent(data, 'shipment', (value) => ({ kitShipment: readShipment(asObject(value)) })),
  };
}

/**
 * Joins a report: each part comes from the greatest version that contains it, whatever the order of arrival. Layers are
 * sorted by version, greatest first. Returns the same list when nothing is new.
 */
export function joinOrdered(
  known: readonly OrderedLayer[] | undefined,
  version: string,
  parts: OrderedParts | undefined,
): readonly OrderedLayer[] | undefined {
  const layers = known ?? [];
  // A version contains the hash of its report, so a known version belongs to a repeated report.
  if (parts === undefined || layers.some((layer) => layer.version === version)) return known;
  const joined = withoutHiddenParts(
    [...layers, { version, parts }].sort((a, b) => (a.version > b.version ? -1 : 1)),
  );
  return joined.some((layer) => layer.version === version) ? joined : known;
}

/** Removes the parts that a newer layer contains, and layers that are then empty. */
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

/** Whether the parts are equal, independent of the reports they come from. */
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

/**
 * Skips only the markers without an id or any label. Returns null instead of an empty list when no marker is readable.
 */
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

/** Returns the part that is read from the value of a key; no part where the key is absent. */
function ifPresent(
  object: JsonObject | null,
  name: string,
  read: (value: unknown) => OrderedParts,
): OrderedParts {
  const value = field(object, name);
  return value === undefined ? {} : read(value);
}

/** Parses a calendar day, `2026-03-06`; of a time, only its day. */
function readDay(value: unknown): string | null {
  return typeof value === 'string' && parseInstant(value) !== null ? value.slice(0, 10) : null;
}

import { readLabAddress, type LabAddress } from '../junction/lab-address.js';
import {
  asList,
  asNumber,
  asObject,
  field,
  filledText,
  type JsonObject,
} from '../junction/tolerant.js';

/** A place where patients give a sample, for example a lab's patient service center. */
export interface CollectionSite {
  /** Junction's `site_code`. */
  readonly id: string;
  readonly name: string;
  readonly address: LabAddress | null;
  readonly phoneNumber: string | null;
  readonly website: string | null;
  readonly distanceMiles: number | null;
  readonly canBookThroughJunction: boolean;
}

const BOOKABLE = 'appointment_scheduling_via_junction';

/**
 * Reads Junction's `PSCInfo`, nearest site first. A site without a code or a name is skipped alone.
 *
 * @returns null when the body contains no list of sites.
 */
export function readCollectionSites(body: JsonObject): CollectionSite[] | null {
  const listed = field(body, 'patient_service_centers');
  if (!Array.isArray(listed)) return null;
  const sites = listed.map((item) => readSite(asObject(item))).filter((site) => site !== null);
  return sites.sort((a, b) => (a.distanceMiles ?? Infinity) - (b.distanceMiles ?? Infinity));
}

function readSite(site: JsonObject | null): CollectionSite | null {
  const metadata = asObject(field(site, 'metadata'));
  const id = filledText(site, 'site_code');
  const name = filledText(metadata, 'name');
  if (id === null || name === null) return null;
  return {
    id,
    name,
    address: readLabAddress(metadata),
    phoneNumber: filledText(metadata, 'phone_number'),
    website: filledText(metadata, 'website'),
    distanceMiles: readDistance(field(site, 'distance')),
    canBookThroughJunction: asList(field(site, 'capabilities')).includes(BOOKABLE),
  };
}

/** Junction's API document declares an integer; its guide shows text. */
function readDistance(value: unknown): number | null {
  const isText = typeof value === 'string' && /^\d{1,6}(\.\d+)?$/.test(value);
  const distance = asNumber(isText ? Number(value) : value);
  return distance === null || distance < 0 || distance > 1e6 ? null : Math.round(distance);
}

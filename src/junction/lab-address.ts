import { asObject, filledText } from './tolerant.js';

/** The postal address of a laboratory or a collection site. */
export interface LabAddress {
  readonly firstLine: string | null;
  readonly secondLine: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
}

/**
 * Parses an address in any of Junction's spellings: laboratories have `zip`, appointments and collection sites
 * `zip_code`.
 *
 * @returns null for a value that contains no part of an address.
 */
export function readLabAddress(value: unknown): LabAddress | null {
  const object = asObject(value);
  const address: LabAddress = {
    firstLine: filledText(object, 'first_line'),
    secondLine: filledText(object, 'second_line'),
    city: filledText(object, 'city'),
    state: filledText(object, 'state'),
    postalCode: filledText(object, 'zip_code') ?? filledText(object, 'zip'),
    country: filledText(object, 'country'),
  };
  return Object.values(address).some((part) => part !== null) ? address : null;
}

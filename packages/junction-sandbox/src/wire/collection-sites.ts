import type { serialization } from '@junction-api/sdk';
import { LABORATORY } from './lab-test.js';

type Sites = Required<serialization.PscInfo.Raw>;

type Site = Sites['patient_service_centers'][number];

/** The distances in miles between the laboratory's sites and every patient. */
const DISTANCES = [2, 6, 9, 18, 24, 41, 80] as const;

/** The site of every appointment: the nearest one. */
export const APPOINTMENT_SITE: Site = siteBody(DISTANCES[0], 0);

/** `PSCInfo`: the sites within a radius, in no particular order. */
export function collectionSitesBody(withinMiles: number, capabilities: readonly string[]): Sites {
  const sites = DISTANCES.map(siteBody);
  return {
    lab_id: LABORATORY.id,
    slug: LABORATORY.slug,
    patient_service_centers: sites
      .filter(
        (site) =>
          site.distance <= withinMiles &&
          capabilities.every((wanted) => site.capabilities.some((it) => it === wanted)),
      )
      .reverse(),
  };
}

function siteBody(distance: number, index: number): Site {
  const number = index + 1;
  return {
    metadata: {
      name: `${LABORATORY.name} Test City ${number}`,
      state: 'CA',
      city: 'Test City',
      zip_code: '00000',
      first_line: `${number}00 Sample Avenue`,
      second_line: index % 2 === 0 ? `Suite ${number}` : null,
      phone_number: `+1555555020${number}`,
      fax_number: null,
      hours: null,
      website: `https://example.com/sites/${number}`,
    },
    distance,
    site_code: `TEST${number}`,
    supported_bill_types: ['client_bill'],
    location: { lng: -120 - index / 10, lat: 36 },
    // Some sites offer appointments only through the laboratory itself.
    capabilities: [
      'appointment_scheduling_with_lab',
      ...(index % 3 === 2 ? [] : (['appointment_scheduling_via_junction'] as const)),
    ],
  };
}

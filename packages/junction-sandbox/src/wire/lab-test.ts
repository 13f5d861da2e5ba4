import type { serialization } from '@junction-api/sdk';
import { markerOf, type Marker } from '../lab/panel.js';
import type { CollectionMethod, Order } from '../lab/transaction.js';
import { uuidFor } from '../names.js';

type LabTest = Required<serialization.ClientFacingLabTest.Raw>;

/** The only laboratory that has both redraws and appointments at its sites. */
export const LABORATORY = {
  id: 6,
  slug: 'quest' as const,
  name: 'Quest',
  first_line_address: '1 Test Street',
  city: 'Test City',
  zipcode: '00000',
  collection_methods: ['walk_in_test', 'at_home_phlebotomy', 'on_site_collection', 'testkit'],
  sample_types: ['serum', 'dried_blood_spot'],
  logo_url: null,
} satisfies serialization.ClientFacingLab.Raw;

/** Days from the collection of the sample to its results. */
export const COMMON_TAT_DAYS = 3;
export const WORST_CASE_TAT_DAYS = 5;

/** The `lab_test` of an order: the test that the laboratory received. */
export function labTestBody(order: Order, method: CollectionMethod): LabTest {
  return {
    id: uuidFor('lab test', method, ...order.markers),
    slug: 'sandbox-lipid-metabolic-panel',
    name: 'Sandbox Lipid and Metabolic Panel',
    sample_type: method === 'testkit' ? 'dried_blood_spot' : 'serum',
    method,
    price: 0,
    is_active: true,
    status: 'active',
    fasting: true,
    lab: LABORATORY,
    markers: order.markers.map((slug) => markerBody(markerOf(slug))),
    is_delegated: false,
    auto_generated: false,
    has_collection_instructions: false,
    common_tat_days: COMMON_TAT_DAYS,
    worst_case_tat_days: WORST_CASE_TAT_DAYS,
  };
}

function markerBody(marker: Marker): Required<serialization.ClientFacingMarker.Raw> {
  return {
    id: marker.id,
    name: marker.name,
    slug: marker.slug,
    description: marker.name,
    lab_id: LABORATORY.id,
    provider_id: providerId(marker),
    type: 'biomarker',
    unit: marker.unit,
    price: 'N/A',
    aoe: null,
    a_la_carte_enabled: true,
    common_tat_days: COMMON_TAT_DAYS,
    worst_case_tat_days: WORST_CASE_TAT_DAYS,
    is_orderable: true,
  };
}

/** The laboratory's own code of a marker. */
export function providerId(marker: Marker): string {
  return String(marker.id * 100);
}

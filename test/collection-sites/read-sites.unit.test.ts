import { readCollectionSites } from '../../src/collection-sites/read-sites.js';

const SITE = {
  metadata: {
    name: 'Labcorp Test City',
    state: 'CA',
    city: 'Test City',
    zip_code: '00000',
    first_line: '1 Sample Avenue',
    second_line: null,
    phone_number: '+15555550201',
    fax_number: '+15555550202',
    hours: { monday: '8-17' },
    website: 'https://example.com/1',
  },
  distance: 12,
  site_code: 'TEST1',
  supported_bill_types: ['client_bill'],
  location: { lng: -120, lat: 36 },
  capabilities: ['stat', 'appointment_scheduling_via_junction'],
};

const read = (...sites: unknown[]) =>
  readCollectionSites({ lab_id: 6, slug: 'labcorp', patient_service_centers: sites });

describe('collection sites', () => {
  it('are read with their address, telephone, web page and distance', () => {
    expect(read(SITE)).toEqual([
      {
        id: 'TEST1',
        name: 'Labcorp Test City',
        address: {
          firstLine: '1 Sample Avenue',
          secondLine: null,
          city: 'Test City',
          state: 'CA',
          postalCode: '00000',
          country: null,
        },
        phoneNumber: '+15555550201',
        website: 'https://example.com/1',
        distanceMiles: 12,
        canBookThroughJunction: true,
      },
    ]);
  });

  it('are sorted by distance, those without one last', () => {
    const sites = read(
      { ...SITE, site_code: 'none', distance: null },
      { ...SITE, site_code: 'far', distance: 20 },
      { ...SITE, site_code: 'near', distance: 3 },
    );

    expect(sites?.map(({ id }) => id)).toEqual(['near', 'far', 'none']);
  });

  it.each([
    [12, 12],
    ['12', 12],
    ['12.6', 13],
    [0, 0],
    [-1, null],
    ['near', null],
    [NaN, null],
    [1e300, null],
    [undefined, null],
  ])('read the distance %p as %p', (distance, expected) => {
    expect(read({ ...SITE, distance })?.[0]?.distanceMiles).toBe(expected);
  });

  it.each([
    ['without a code', { ...SITE, site_code: undefined }],
    ['without a name', { ...SITE, metadata: { ...SITE.metadata, name: '' } }],
    ['without anything', {}],
    ['that is no object', 7],
  ])('skip a site %s alone', (_what, site) => {
    expect(read(site, SITE)).toHaveLength(1);
  });

  it.each([undefined, [], ['appointment_scheduling_with_lab'], 'stat'])(
    'cannot be booked through Junction with the capabilities %p',
    (capabilities) => {
      expect(read({ ...SITE, capabilities })?.[0]?.canBookThroughJunction).toBe(false);
    },
  );

  it('are none in an empty list, and unreadable without a list', () => {
    expect(read()).toEqual([]);
    expect(readCollectionSites({})).toBeNull();
    expect(readCollectionSites({ patient_service_centers: {} })).toBeNull();
  });
});

import { readLabAddress } from '../../src/junction/lab-address.js';

describe('the address of a laboratory', () => {
  const address = {
    firstLine: '1 Test Way',
    secondLine: null,
    city: 'Phoenix',
    state: 'AZ',
    postalCode: '85004',
    country: 'US',
  };

  it("is read in the spelling of laboratories, without an empty text's line", () => {
    const sent = { first_line: '1 Test Way', second_line: '', city: 'Phoenix', state: 'AZ' };
    expect(readLabAddress({ ...sent, zip: '85004', country: 'US' })).toEqual(address);
  });

  it('is read in the spelling of collection sites, and leaves out notes and phone numbers', () => {
    const sent = { first_line: '1 Test Way', city: 'Phoenix', state: 'AZ', zip_code: '85004' };
    const read = readLabAddress({ ...sent, access_notes: 'ring twice', phone_number: '602' });
    expect(read).toEqual({ ...address, country: null });
  });

  it.each([[null], [undefined], ['1 Test Way'], [[]], [{}], [{ city: '' }], [{ city: 7 }]])(
    'is null for %j',
    (value) => {
      expect(readLabAddress(value)).toBeNull();
    },
  );
});

import type { serialization } from '@junction-api/sdk';

/** All people in the sandbox are fictional and recognizable as such. */
export const PATIENT = {
  first_name: 'Test',
  last_name: 'Testpatient',
  dob: '1990-01-01T00:00:00+00:00',
  gender: 'female',
  phone_number: '+15555550100',
  email: 'test.patient@example.com',
  medical_proxy: null,
  race: null,
  ethnicity: null,
  sexual_orientation: null,
  gender_identity: null,
} as const satisfies serialization.ClientFacingPatientDetailsCompatible.Raw;

export const ADDRESS = {
  receiver_name: 'Test Testpatient',
  first_line: '1 Test Street',
  second_line: null,
  city: 'Test City',
  state: 'CA',
  zip: '00000',
  country: 'US',
  access_notes: null,
  phone_number: '+15555550100',
} as const satisfies serialization.PatientAddressCompatible.Raw;

export const PHYSICIAN = {
  first_name: 'Test',
  last_name: 'Physician',
  npi: '0000000000',
} as const satisfies serialization.ClientFacingPhysician.Raw;

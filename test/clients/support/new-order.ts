/** The fields that Junction requires of a new order. The person is fictional. */
export const NEW_ORDER = {
  user_id: '11111111-1111-4111-8111-111111111111',
  patient_details: {
    first_name: 'Test',
    last_name: 'Testpatient',
    dob: '1990-01-01',
    gender: 'female',
    phone_number: '+15555550100',
    email: 'test.patient@example.com',
  },
  patient_address: {
    first_line: '1 Test Street',
    city: 'Test City',
    state: 'CA',
    zip: '00000',
    country: 'US',
  },
};

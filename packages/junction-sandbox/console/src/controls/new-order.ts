export const COLLECTION_METHODS = [
  { value: 'walk_in_test', label: 'Walk-in at a lab' },
  { value: 'testkit', label: 'Test kit' },
  { value: 'at_home_phlebotomy', label: 'At-home phlebotomy' },
  { value: 'on_site_collection', label: 'On-site collection' },
] as const;

/** An order of a fictional patient, with every field that Junction requires. */
export function newOrderOf(userId: string, method: string): object {
  return {
    user_id: userId,
    collection_method: method,
    patient_details: {
      first_name: 'Test',
      last_name: 'Patient',
      dob: '1990-01-01',
      gender: 'female',
      phone_number: '+15555550100',
      email: 'test.patient@example.com',
    },
    patient_address: {
      first_line: '1 Example Street',
      city: 'Phoenix',
      state: 'AZ',
      zip: '85001',
      country: 'US',
    },
  };
}

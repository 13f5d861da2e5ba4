import { pageOf } from '../../src/graphql/connection.js';

it('passes each value of a filter to the database once, because repetitions cost time', () => {
  const page = pageOf({
    status: Array(1_000).fill('ACTIVE'),
    orderStatus: Array(1_000).fill('ORDERED'),
    patientAction: Array(1_000).fill('WAIT'),
  });

  expect(page.statuses).toEqual(['active']);
  expect(page.filter?.orderStatuses).toEqual(['ordered']);
  expect(page.filter?.patientActions).toEqual(['WAIT']);
});

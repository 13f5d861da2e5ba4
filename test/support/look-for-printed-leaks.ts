import { searchConsole, findLeaks } from './leak-search.js';

searchConsole();

afterAll(async () => {
  expect(await findLeaks()).toEqual([]);
});

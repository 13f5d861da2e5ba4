import { overhearConsole, overheardMarks } from './overhear.js';

overhearConsole();

afterAll(async () => {
  expect(await overheardMarks()).toEqual([]);
});

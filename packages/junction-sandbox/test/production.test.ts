import { readdir, rm } from 'node:fs/promises';
import { NotInProductionError } from '../src/sandbox.js';
import { startIn, temporaryFolder } from './support/start.js';

describe('with NODE_ENV=production', () => {
  const before = process.env.NODE_ENV;
  beforeAll(() => {
    process.env.NODE_ENV = 'production';
  });
  afterAll(() => {
    process.env.NODE_ENV = before;
  });

  it('does not start the sandbox, by its program or its library, and leaves no trace', async () => {
    const folder = await temporaryFolder();
    await expect(startIn(folder)).rejects.toThrow(NotInProductionError);
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
  });
});

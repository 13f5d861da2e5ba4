import { readFileSync } from 'node:fs';
import path from 'node:path';
import { satisfies } from 'semver';
import { z } from 'zod';

const Lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      engines: z.object({ node: z.string().optional() }).optional(),
    }),
  ),
});

const { packages } = Lockfile.parse(
  JSON.parse(readFileSync(path.join(__dirname, '../../package-lock.json'), 'utf8')),
);

test.each(['20.19.0', '22.13.0', '24.11.0'])(
  'every package supports Node %s, so that npm ci prints no warnings',
  (version) => {
    const unsupported = Object.entries(packages)
      .filter(([, { engines }]) => engines?.node && !satisfies(version, engines.node))
      .map(([name, { engines }]) => `${name} requires Node ${engines?.node}`);
    expect(unsupported).toEqual([]);
  },
);

import type { VersionType } from '@changesets/types';
import writeChangeset from '@changesets/write';
import { readManifest } from './release/manifest.js';

const TYPES = ['major', 'minor', 'patch'] as const satisfies VersionType[];

async function main([type, summary]: readonly (string | undefined)[]): Promise<void> {
  const known = TYPES.find((it) => it === type);
  if (known === undefined || !summary) {
    throw new Error(`Usage: npm run changeset -- <${TYPES.join('|')}> "<summary>"`);
  }
  const { name } = await readManifest('.');
  const id = await writeChangeset({ summary, releases: [{ name, type: known }] }, '.');
  process.stdout.write(`.changeset/${id}.md\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

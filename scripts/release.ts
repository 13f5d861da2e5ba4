import { execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import readChangesets from '@changesets/read';
import { readManifest, writeVersion } from './release/manifest.js';
import { bumpOf, nextVersion, withRelease } from './release/plan.js';

const CHANGELOG = 'CHANGELOG.md';

/** Turns the changesets into a version, a section of the changelog, a commit and a tag. The caller pushes them. */
async function release(): Promise<void> {
  if (git('status', '--porcelain') !== '') {
    throw new Error('The working tree has changes: commit or stash them first.');
  }
  const changesets = await readChangesets('.');
  const bump = bumpOf(changesets);
  if (bump === undefined) {
    throw new Error('There is no changeset: add one with npm run changeset -- <type> "<summary>".');
  }
  const version = nextVersion((await readManifest('.')).version, bump);
  const title = `${version} (${new Date().toISOString().slice(0, 10)})`;
  const changelog = withRelease(await readFile(CHANGELOG, 'utf8'), title, changesets);

  await writeFile(CHANGELOG, changelog);
  await writeVersion(version);
  for (const { id } of changesets) await rm(`.changeset/${id}.md`);
  git('commit', '--all', '--message', `chore(release): ${version}`);
  git('tag', '--annotate', `v${version}`, '--message', `v${version}`);
  process.stdout.write(`v${version} is tagged. Publish it with git push --follow-tags.\n`);
}

function git(...words: string[]): string {
  return execFileSync('git', words, { encoding: 'utf8' }).trim();
}

release().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

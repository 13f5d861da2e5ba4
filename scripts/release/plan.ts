import type { NewChangeset } from '@changesets/types';

export type Bump = 'major' | 'minor' | 'patch';

const BUMPS = ['major', 'minor', 'patch'] as const;
const HEADINGS = { major: 'Breaking changes', minor: 'Features', patch: 'Fixes' } as const;
const UNRELEASED = /^## Unreleased\n([\s\S]*?)(?=^## |(?![\s\S]))/m;

/** The largest change in the changesets. */
export function bumpOf(changesets: readonly NewChangeset[]): Bump | undefined {
  const types = changesets.flatMap(({ releases }) => releases.map(({ type }) => type));
  return BUMPS.find((bump) => types.includes(bump));
}

export function nextVersion(version: string, bump: Bump): string {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (bump === 'major') return `${major + 1}.0.0`;
  return bump === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

/** The changelog with a section for the release: the unreleased entries, then the changesets by kind. */
export function withRelease(
  changelog: string,
  title: string,
  changesets: readonly NewChangeset[],
): string {
  const unreleased = UNRELEASED.exec(changelog);
  if (!unreleased) throw new Error('CHANGELOG.md needs a section "## Unreleased".');
  const [section, written = ''] = unreleased;
  const groups = BUMPS.map((bump) => group(HEADINGS[bump], withBump(changesets, bump)));
  const parts = [`## ${title}`, written.trim(), ...groups].filter((part) => part !== '');
  return (
    changelog.replace(section, () => `## Unreleased\n\n${parts.join('\n\n')}\n\n`).trimEnd() + '\n'
  );
}

function withBump(changesets: readonly NewChangeset[], bump: Bump): readonly NewChangeset[] {
  return changesets.filter((changeset) => bumpOf([changeset]) === bump);
}

function group(heading: string, changesets: readonly NewChangeset[]): string {
  if (changesets.length === 0) return '';
  const lines = changesets.map(({ summary }) => `- ${summary.trim().replaceAll('\n', '\n  ')}`);
  return `### ${heading}\n\n${lines.join('\n')}`;
}

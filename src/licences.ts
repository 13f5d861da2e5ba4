interface LockedPackage {
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

/** The text of docs/licences.md: the licences of all that the running service is made of, as the lockfile tells them. */
export function describeLicences(lockfile: string): string {
  const { packages } = JSON.parse(lockfile) as {
    packages: Readonly<Record<string, LockedPackage>>;
  };
  const byLicence = new Map<string, Set<string>>();
  for (const [folder, { license = 'not told', dev, devOptional }] of Object.entries(packages)) {
    if (folder === '' || dev || devOptional) continue;
    const names = byLicence.get(license) ?? new Set();
    byLicence.set(license, names.add(folder.replace(/^.*node_modules\//, '')));
  }
  const lines = [...byLicence]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([licence, names]) => `- ${licence}: ${[...names].sort().map(quoted).join(', ')}\n`);
  return `# Licences at run time\n\nMade by \`npm run licences\`.\n\n${lines.join('')}`;
}

function quoted(name: string): string {
  return `\`${name}\``;
}

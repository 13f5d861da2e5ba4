/** The settings that say where something is reached over a network. */
export const NETWORK_SETTINGS = [
  'DATABASE_URL',
  'DATABASE_DIRECT_URL',
  'DATABASE_REPLICA_URLS',
  'JUNCTION_BASE_URL',
  'AUTH_JWKS_URL',
] as const;
export type NetworkSetting = (typeof NETWORK_SETTINGS)[number];

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * What would cross a network unencrypted, or encrypted for whoever answers. Connections within this machine are left
 * out, and those that the operator allows by name.
 */
export function transportProblems(
  urls: Readonly<Record<NetworkSetting, readonly string[]>>,
  allowed: readonly NetworkSetting[],
): string[] {
  return NETWORK_SETTINGS.filter((name) => !allowed.includes(name))
    .filter((name) => !urls[name].every((url) => isSecure(new URL(url))))
    .map((name) => {
      const expected = name.startsWith('DATABASE_') ? 'sslmode=verify-full in the URL' : 'https://';
      return `${name}: expected ${expected}, or the name in ALLOW_INSECURE_TRANSPORT`;
    });
}

/** The URL of a Postgres whose certificate is signed by an authority of one's own. */
export function withCertificateAuthority(url: string, file: string): string {
  const changed = new URL(url);
  changed.searchParams.set('sslmode', 'verify-full');
  changed.searchParams.set('sslrootcert', file);
  return changed.href;
}

function isSecure({ protocol, hostname, searchParams }: URL): boolean {
  // Postgres takes an empty host, or a folder in the query, for a socket of this machine.
  const host = searchParams.get('host') ?? hostname;
  if (host === '' || host.startsWith('/') || LOOPBACK.test(host)) return true;
  return protocol === 'https:' || searchParams.get('sslmode') === 'verify-full';
}

/** The settings that contain a network address. */
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
 * Settings that lead to an unencrypted connection, or to an encrypted connection without a verified certificate. Exempt
 * are connections within this machine, and the settings in ALLOW_INSECURE_TRANSPORT.
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

function isSecure({ protocol, hostname, searchParams }: URL): boolean {
  // In a normalized database URL the parameter `host` is the folder of a Unix socket.
  if (searchParams.has('host') || LOOPBACK.test(hostname)) return true;
  return protocol === 'https:' || searchParams.get('sslmode') === 'verify-full';
}

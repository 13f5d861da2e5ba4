/** The secrets that sign webhooks, the newest first. */
export function secretsOf(secret: string): readonly [string, ...string[]] {
  const [newest = '', ...older] = secret.split(',');
  return [newest, ...older];
}

/** A new secret, and the one that was the newest until now. */
export function rotate(secret: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return `whsec_${btoa(String.fromCharCode(...bytes))},${secretsOf(secret)[0]}`;
}

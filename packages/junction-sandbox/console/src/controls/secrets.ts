/** The secrets that sign webhooks, the newest first. */
export function secretsOf(secret: string): readonly [string, ...string[]] {
  const [newest = '', ...older] = secret.split(',');
  return [newest, ...older];
}

/** A new secret, followed by the previous one. */
export function rotate(secret: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return `whsec_${btoa(String.fromCharCode(...bytes))},${secretsOf(secret)[0]}`;
}

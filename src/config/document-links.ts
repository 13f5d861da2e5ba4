/** Returns what to do when document links do not lead to this service; null when they do, and in development. */
export function bareLinksProblem(config: {
  readonly production: boolean;
  readonly publicUrl: string | null;
}): string | null {
  return config.production && config.publicUrl === null
    ? 'PUBLIC_URL is not set: links to documents are paths without a host, which apps cannot open. Set it to the address at which clients reach this service.'
    : null;
}

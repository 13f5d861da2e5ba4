/** What the service says of itself to this page. */
export interface Settings {
  /** Headers that every request needs, e.g. the router's secret. */
  readonly headers: Readonly<Record<string, string>>;
  readonly asksForToken: boolean;
  /** The console of the local Junction; null where there is none. */
  readonly sandboxUrl: string | null;
}

export async function loadSettings(): Promise<Settings> {
  const response = await fetch('/console/settings');
  if (!response.ok) throw new Error('Open this page as http://127.0.0.1 or localhost.');
  return (await response.json()) as Settings;
}

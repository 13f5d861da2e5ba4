/** The settings that the service passes to this page. */
export interface Settings {
  /** Headers that every request requires, e.g. the router's secret. */
  readonly headers: Readonly<Record<string, string>>;
  readonly asksForToken: boolean;
  /** The URL of the local Junction's console; null where there is none. */
  readonly sandboxUrl: string | null;
}

export async function loadSettings(): Promise<Settings> {
  const response = await fetch('/console/settings');
  if (!response.ok) throw new Error('Open this page as http://127.0.0.1 or localhost.');
  return (await response.json()) as Settings;
}

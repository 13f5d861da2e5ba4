/**
 * The service's settings. Only what the rooms need is handed to them; nobody else reads the environment.
 */
export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly corsOrigins: readonly string[];
  /** Absent: the embedded Postgres in ./.data/pg. */
  readonly databaseUrl: string | null;
  /** Absent outside production: the local sandbox plays Junction. */
  readonly junction: JunctionConfig | null;
  readonly sandboxPort: number;
}

export interface JunctionConfig {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** `whsec_…`, several during a rotation. */
  readonly webhookSecrets: readonly string[];
  /** Other teams' events are acknowledged and dropped; empty: every team is ours. */
  readonly teamIds: readonly string[];
}

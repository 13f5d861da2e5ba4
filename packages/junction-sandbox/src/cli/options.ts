import { CommanderError, InvalidArgumentError } from 'commander';
import { DEFAULTS } from '../defaults.js';

/** The command line is invalid. */
export class UsageError extends CommanderError {
  constructor(message: string) {
    super(2, 'usage', `error: ${message}`);
  }
}

export function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number from 0.');
}

export function positiveNumber(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError('Expected a number greater than 0.');
}

export function share(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number >= 0 && number <= 1) return number;
  throw new InvalidArgumentError('Expected a share from 0 to 1.');
}

export function portNumber(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('Expected a port from 0 to 65535.');
}

export function httpUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('Expected a URL like http://127.0.0.1:4000/webhooks/junction.');
}

export function webhookSecrets(text: string): string {
  if (text.split(',').every((secret) => isSecret(secret.trim()))) return text;
  throw new InvalidArgumentError('Expected whsec_ followed by 24 to 64 bytes in base64.');
}

function isSecret(secret: string): boolean {
  const base64 = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1];
  const { length } = Buffer.from(base64 ?? '', 'base64');
  return length >= 24 && length <= 64;
}

/** The service's own variable for the port, so both commands use the same port by default. */
export function portOf(variable: 'PORT' | 'SANDBOX_PORT', fallback: number): number {
  const text = process.env[variable];
  if (text === undefined || text === '') return fallback;
  try {
    return portNumber(text);
  } catch {
    throw new UsageError(`${variable} is "${text}": expected a port from 0 to 65535`);
  }
}

export function defaultReceiver(): string {
  const url = new URL(DEFAULTS.webhookUrl);
  url.port = String(portOf('PORT', Number(url.port)));
  return url.href;
}

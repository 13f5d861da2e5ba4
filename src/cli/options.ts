import { CommanderError, InvalidArgumentError } from 'commander';
import { parseInstant, type Instant } from '../junction/instant.js';

/** Options that contradict each other, or an option that is missing. */
export class UsageError extends CommanderError {
  constructor(message: string) {
    super(2, 'usage', `error: ${message}`);
  }
}

/** Parses an option that contains a date or time. */
export function parseTime(text: string): Instant {
  const instant = parseInstant(text);
  if (instant !== null) return instant;
  throw new InvalidArgumentError(
    'Expected a date or time, for example 2026-03-01 or 2026-03-01T09:30:00Z.',
  );
}

/** Parses an option that contains a date or time in the past. */
export function parsePastTime(text: string): Instant {
  const instant = parseTime(text);
  if (Date.parse(instant) <= Date.now()) return instant;
  throw new InvalidArgumentError('The time is in the future.');
}

/** Parses an option that must not be empty. */
export function parseText(text: string): string {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError('The value is empty.');
}

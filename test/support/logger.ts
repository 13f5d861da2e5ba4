import { pino, type Logger } from 'pino';
import { searchForMarks } from './canary.js';

/**
 * A logger whose lines are all searched for personal data.
 *
 * @param lines receives the lines.
 */
export function testLogger(lines: string[] = []): Logger {
  searchForMarks('the log', () => lines.join(''));
  return pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
}

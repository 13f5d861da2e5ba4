import { pino, type Logger } from 'pino';
import { overhear } from './canary.js';

/**
 * A logger whose every line is looked through for what tells of a person.
 *
 * @param lines where they are put.
 */
export function testLogger(lines: string[] = []): Logger {
  overhear('the log', () => lines.join(''));
  return pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
}

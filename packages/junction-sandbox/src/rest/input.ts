import { z } from 'zod';
import { parseInstant } from '../instant.js';
import { parseUuid } from './uuid.js';
import { RejectionError } from './rejection-error.js';

/** A UUID, converted to lower case. */
export const uuid = parsedBy(parseUuid, 'uuid');
/** A time as {@link parseInstant} reads it. */
export const moment = parsedBy(parseInstant, 'datetime');

/** A query parameter that may be repeated. It is a string when it occurs once. */
export function several<T>(item: z.ZodType<T, string>) {
  return z.preprocess((input) => (typeof input === 'string' ? [input] : input), z.array(item));
}

/**
 * Parses a part of a request.
 *
 * @throws RejectionError 422 with a list of the problems, as Junction does
 */
export function read<T>(schema: z.ZodType<T>, part: 'path' | 'query' | 'body', input: unknown): T {
  const reading = schema.safeParse(input, { reportInput: true });
  if (reading.success) return reading.data;
  throw new RejectionError(
    422,
    reading.error.issues.map((issue) => ({
      type: issue.code === 'invalid_format' ? `${issue.format}_parsing` : issue.code,
      loc: [part, ...issue.path],
      msg: issue.message,
      input: issue.input,
    })),
  );
}

function parsedBy<T>(parse: (text: string) => T | null, format: string) {
  return z.string().transform((text, context) => {
    const value = parse(text);
    if (value !== null) return value;
    const message = `Input should be a valid ${format}`;
    context.addIssue({ code: 'invalid_format', format, input: text, message });
    return z.NEVER;
  });
}

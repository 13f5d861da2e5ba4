import { Lexer, Source, TokenKind, type GraphQLError } from 'graphql';
import { graphError } from '../errors.js';
import { REQUEST_LIMITS } from './operation-limits.js';

const OPENING: ReadonlySet<TokenKind> = new Set([
  TokenKind.BRACE_L,
  TokenKind.BRACKET_L,
  TokenKind.PAREN_L,
]);
const CLOSING: ReadonlySet<TokenKind> = new Set([
  TokenKind.BRACE_R,
  TokenKind.BRACKET_R,
  TokenKind.PAREN_R,
]);

/**
 * Returns the error for a document over a limit; null when it is within all limits. It runs before the parser, which
 * recurses at each bracket: how deep the stack can grow depends on the version of Node.
 *
 * @throws GraphQLError when the text contains something that is no token
 */
export function exceededDocumentLimit(text: string): GraphQLError | null {
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  let nesting = 0;
  for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
    if (++tokens > REQUEST_LIMITS.tokens) return excess('tokens', REQUEST_LIMITS.tokens);
    if (OPENING.has(kind)) nesting++;
    if (CLOSING.has(kind)) nesting--;
    if (nesting > REQUEST_LIMITS.nesting) {
      return excess('levels of nested brackets', REQUEST_LIMITS.nesting);
    }
  }
  return null;
}

function excess(what: string, limit: number): GraphQLError {
  return graphError('LIMIT_EXCEEDED', `The document has more than ${limit} ${what}.`);
}

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

interface Token {
  readonly kind: 'key' | 'string' | 'literal' | 'punctuation';
  readonly text: string;
}

/** Splits a JSON text into tokens. Joined, the tokens are the text. */
export function tokensOf(json: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of json.matchAll(TOKENS)) {
    const [text, quoted, colon] = match;
    if (match.index > end) tokens.push({ kind: 'punctuation', text: json.slice(end, match.index) });
    if (quoted === undefined) tokens.push({ kind: 'literal', text });
    else if (colon === undefined) tokens.push({ kind: 'string', text });
    else tokens.push({ kind: 'key', text: quoted }, { kind: 'punctuation', text: colon });
    end = match.index + text.length;
  }
  if (end < json.length) tokens.push({ kind: 'punctuation', text: json.slice(end) });
  return tokens;
}

/** Shows a value as indented, coloured JSON. Keyboard users can scroll it. */
export function JsonView({ value, label }: { readonly value: unknown; readonly label: string }) {
  return (
    <pre class="json" tabIndex={0} role="region" aria-label={label}>
      {tokensOf(JSON.stringify(value, null, 2)).map(({ kind, text }, index) =>
        kind === 'punctuation' ? (
          text
        ) : (
          <span key={index} class={kind}>
            {text}
          </span>
        ),
      )}
    </pre>
  );
}

import { parse, visit } from 'graphql';
import ts from 'typescript';
import { filesIn, readText } from './support/documentation.js';

const SOURCES = ['src', 'packages/junction-sandbox/src', 'packages/embedded-postgres/src'];

/**
 * Words of a private dialect, with the field's word for each. Software does not tell, hear, want or forget: it returns,
 * receives, requires and deletes.
 */
const INSTEAD: Readonly<Record<string, string>> = {
  'tells|told|telling': 'returns, reports, contains',
  'hears|heard': 'receives, received',
  'asks|asked|wanted|wants': 'requests, requires, selected',
  'noted|remembers|remembered': 'records, stores',
  'comes along|come along|brings along': 'is included, is joined',
  'stands beside|stands for': 'is next to, means',
  'whoever|somebody|nobody': 'the caller, a client, an operator',
  'goes on|go on|went on': 'continues',
  'lets go|let go': 'releases, closes',
  'mends|mend|mended': 'repairs, corrects',
  likewise: 'the same way',
  meanwhile: 'concurrently',
  'refuses|refused|refusal': 'rejects, rejected',
  'forgets|forgotten': 'deletes, deleted',
  anew: 'again',
};
/** What the field itself says, and a name that the audit trail stores. */
const EXCEPTIONS =
  /connection (was )?refused|ECONNREFUSED|^REFUSED$|^nobody$|\bnobody, without|REFUSED \(/;

const PRIVATE_WORDS = new RegExp(`\\b(${Object.keys(INSTEAD).join('|')})\\b`, 'i');

function isPlain(text: string): boolean {
  return EXCEPTIONS.test(text) || !PRIVATE_WORDS.test(text);
}

/** The sources of a package, without generated ones. */
function sourcesIn(folder: string): string[] {
  return filesIn(folder, /\.ts$/).filter((file) => !file.includes('/generated/'));
}

/** The texts of a program: its messages, with keys and identifiers that happen to be strings. */
function textsIn(file: string): string[] {
  const source = ts.createSourceFile(file, readText(file), ts.ScriptTarget.ES2022, true);
  const texts: string[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node)
    ) {
      texts.push(node.text);
    }
    ts.forEachChild(node, collect);
  };
  collect(source);
  return texts;
}

function descriptionsIn(file: string): string[] {
  const descriptions: string[] = [];
  visit(parse(readText(file)), {
    StringValue: ({ value }, key) => {
      if (key === 'description') descriptions.push(value);
    },
  });
  return descriptions;
}

describe('the words of messages and descriptions', () => {
  it.each(SOURCES)("are the field's in %s", (folder) => {
    const found = sourcesIn(folder).flatMap((file) =>
      textsIn(file)
        .filter((text) => !isPlain(text))
        .map((text) => `${file}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  it("are the field's in the schema", () => {
    const found = filesIn('schema', /\.graphql$/).flatMap(descriptionsIn);
    expect(found.length).toBeGreaterThan(200);
    expect(found.filter((text) => !isPlain(text))).toEqual([]);
  });

  it('would be found', () => {
    expect(isPlain('Null while no webhook has told it.')).toBe(false);
    expect(isPlain('127.0.0.1:1 cannot be reached (connection refused)')).toBe(true);
  });
});

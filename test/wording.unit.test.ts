import { parse, visit } from 'graphql';
import ts from 'typescript';
import { filesIn, pages, readText } from './support/documentation.js';

const SOURCES = ['src', 'packages', 'scripts', 'bench', 'examples'];

/**
 * Words of a private dialect, with the field's word for each. Software does not tell, hear, want or forget: it returns,
 * receives, requires and deletes.
 */
const INSTEAD: Readonly<Record<string, string>> = {
  'tell|tells|told|telling|say|says|said|saying': 'returns, reports, contains, emits',
  'hear|hears|heard|hearing': 'receives, received',
  'ask|asks|asked|asking|want|wants|wanted|wanting': 'requests, requires, selected',
  'noted|noting|remembers|remembered|keeps|kept|keeping': 'records, stores, stored',
  'comes along|come along|came along|brings|brought|bringing': 'is included, is joined',
  'stands|stood|standing': 'is, is stored next to',
  'whoever|whomever|somebody|nobody|anybody': 'the caller, a client, an operator',
  'goes on|go on|went on|gone on|going on': 'continues',
  'lets go|let go|letting go|ends|ended|ending': 'closes, releases, exits',
  'mend|mends|mended|mending|heal|heals|healed|healing': 'repairs, recovers',
  'likewise|at hand|meanwhile|anew': 'the same way; in memory, pending; concurrently; again',
  'the way in|the house|rooms?|floors?': 'the ingest path, architecture, modules, layers',
  'weakness|weaknesses': 'vulnerability',
  'refuse|refuses|refused|refusing|refusals?': 'rejects, rejected, rejection',
  'sights?': 'visibility scope',
  'forget|forgets|forgot|forgotten|forgetting': 'deletes, deleted',
  'knows|knew': 'stores, has',
};
/** The field's own phrases, and values that the database and the audit trail store. */
const EXCEPTIONS =
  /connection (was )?refused|ECONNREFUSED|\bend(s|ing) (with|in)\b|`REFUSED`|^REFUSED$|`?\bnobody\b`?/gi;

const PRIVATE_WORDS = new RegExp(`\\b(${Object.keys(INSTEAD).join('|')})\\b`, 'i');

function isPlain(text: string): boolean {
  return !PRIVATE_WORDS.test(text.replace(EXCEPTIONS, ''));
}

/** The sources in a folder, without generated files and tests. */
function sourcesIn(folder: string): string[] {
  return filesIn(folder, /\.(ts|tsx|mjs|js)$/).filter(
    (file) => !/\/(generated|test|public)\//.test(file),
  );
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

  it.each(pages)("are the field's in %s", (page) => {
    const lines = readText(page).split('\n');
    expect(lines.filter((line) => !isPlain(line))).toEqual([]);
  });
});

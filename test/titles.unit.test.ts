import ts from 'typescript';
import { filesIn, readText } from './support/documentation.js';

/** Words that often start a fragment but rarely a sentence. */
const FRAGMENT = /^(of|that|with|without|by|because|but|for|and)\b/i;

/** The titles of the tests in a file. */
function titlesIn(file: string): string[] {
  const source = ts.createSourceFile(file, readText(file), ts.ScriptTarget.ES2022, true);
  const titles: string[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(it|test)\b/.test(node.expression.getText(source))) {
      const [title] = node.arguments;
      if (title !== undefined && ts.isStringLiteralLike(title)) titles.push(title.text);
    }
    ts.forEachChild(node, collect);
  };
  collect(source);
  return titles;
}

describe('the titles of tests', () => {
  it.each(['test', 'packages'])('begin no fragment in %s', (folder) => {
    const titles = filesIn(folder, /(test|browser|routers|pgbouncer)\.tsx?$/).flatMap(titlesIn);
    expect(titles.length).toBeGreaterThan(100);
    expect(titles.filter((title) => FRAGMENT.test(title))).toEqual([]);
  });
});

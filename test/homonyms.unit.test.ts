import ts from 'typescript';
import { filesIn, readText } from './support/documentation.js';

const PACKAGES = ['src', 'packages/junction-sandbox/src', 'packages/embedded-postgres/src'];

interface Declaration {
  readonly name: string;
  readonly file: string;
  readonly isExported: boolean;
  readonly isType: boolean;
}

function declarationsOf(folder: string): Declaration[] {
  return filesIn(folder, /\.ts$/)
    .filter((file) => !file.includes('/generated/'))
    .flatMap(declarationsIn);
}

function declarationsIn(file: string): Declaration[] {
  const source = ts.createSourceFile(file, readText(file), ts.ScriptTarget.ES2022);
  return source.statements.flatMap((statement) => {
    const isType =
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isClassDeclaration(statement);
    if (!isType && !ts.isFunctionDeclaration(statement)) return [];
    if (statement.name === undefined) return [];
    const isExported =
      statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
    return [{ name: statement.name.text, file, isExported, isType }];
  });
}

/**
 * Names that are declared in two files. One file exports the name, and the other one exports it too or declares a
 * type.
 */
function homonymsOf(folder: string): string[] {
  const declarations = declarationsOf(folder);
  return declarations
    .filter(({ isExported }) => isExported)
    .flatMap(({ name, file }) =>
      declarations
        .filter((other) => other.name === name && other.file !== file)
        .filter((other) => other.isType || other.isExported)
        .map((other) => `${name}: ${file} and ${other.file}`),
    );
}

describe('the names of types and functions', () => {
  it.each(PACKAGES)('have one meaning in %s', (folder) => {
    expect(homonymsOf(folder)).toEqual([]);
  });
});

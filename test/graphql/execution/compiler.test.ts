import { getOperationAST, parse, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { OperationCompiler } from '../../../src/graphql/execution/compiler.js';
import { buildSchema } from '../../../src/graphql/schema.js';

const schema = buildSchema();
const AT_ONCE = { operations: 100, executions: 0, intervalMs: 0 };

function parsed(query: string, name?: string): [DocumentNode, OperationDefinitionNode] {
  const document = parse(query);
  const operation = getOperationAST(document, name);
  if (!operation) throw new Error('the document has no such operation');
  return [document, operation];
}

describe('an operation', () => {
  it('is compiled once it was executed often enough', () => {
    const compiler = new OperationCompiler(schema, { ...AT_ONCE, executions: 3 });
    const operation = parsed('{ order(id: "") { id } }');

    const found = Array.from({ length: 5 }, () => compiler.find(...operation) !== null);

    expect(found).toEqual([false, false, false, true, true]);
  });

  it('is compiled once', () => {
    const compiler = new OperationCompiler(schema, AT_ONCE);
    const operation = parsed('{ order(id: "") { id } }');

    expect(compiler.find(...operation)).toBe(compiler.find(...operation));
  });

  it('is compiled only some time after the compilation before it', () => {
    const compiler = new OperationCompiler(schema, { ...AT_ONCE, intervalMs: 60_000 });
    expect(compiler.find(...parsed('{ order(id: "") { id } }'))).not.toBeNull();

    expect(compiler.find(...parsed('{ order(id: "") { status } }'))).toBeNull();
  });

  it('is dropped when enough others were executed since', () => {
    const compiler = new OperationCompiler(schema, { ...AT_ONCE, operations: 1 });
    const [first, second] = [parsed('{ order(id: "") { id } }'), parsed('{ __typename }')];

    const compiled = compiler.find(...first);
    compiler.find(...second);

    expect(compiler.find(...first)).not.toBe(compiled);
  });

  it('is distinct from another operation in the same document', () => {
    const compiler = new OperationCompiler(schema, AT_ONCE);
    const query = 'query A { a: __typename } query B { b: __typename }';
    const [document, a] = parsed(query, 'A');
    const b = getOperationAST(document, 'B') as OperationDefinitionNode;

    const results = [a, b].map((operation) =>
      compiler.find(document, operation)?.query({}, {}, {}),
    );

    expect(results).toEqual([{ data: { a: 'Query' } }, { data: { b: 'Query' } }]);
  });

  it.each([
    ['with directives', '{ a: __typename @skip(if: true) b: __typename }'],
    [
      'with directives in a fragment',
      '{ ...F } fragment F on Query { a: __typename @skip(if: true) b: __typename }',
    ],
    ['that does not compile', '{ __proto__: __typename }'],
  ])('%s is never compiled', (_which, query) => {
    const compiler = new OperationCompiler(schema, AT_ONCE);
    const operation = parsed(query);

    expect(compiler.find(...operation)).toBeNull();
    expect(compiler.find(...operation)).toBeNull();
  });
});

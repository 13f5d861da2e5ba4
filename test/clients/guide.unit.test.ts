import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, parse, print, validate, type DocumentNode } from 'graphql';
import { REDRAW_SCREEN } from '../../examples/client/operations.js';

const read = (file: string) => readFileSync(path.join(__dirname, '../..', file), 'utf8');
const blocks = Array.from(
  read('docs/clients.md').matchAll(/```graphql\n(.+?)```/gs),
  ([, text = '']) => parse(text),
);

/** The operations and fragments of a document, without their order. */
const partsOf = ({ definitions }: DocumentNode) => definitions.map((it) => print(it)).sort();

describe('docs/clients.md', () => {
  it('shows the operation of the redraw screen as the example sends it', () => {
    expect(blocks.map(partsOf)).toContainEqual(partsOf(REDRAW_SCREEN));
  });

  it('shows valid operations only', () => {
    const schema = buildSchema(read('schema.api.graphql'));

    expect(blocks).not.toHaveLength(0);
    expect(blocks.flatMap((document) => validate(schema, document))).toEqual([]);
  });
});

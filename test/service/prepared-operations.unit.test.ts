import { buildSchema, parse, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { preparedOperations } from '../../src/service/prepared-operations.js';

const schema = buildSchema(readFileSync(path.join(__dirname, '../../schema.api.graphql'), 'utf8'));

describe('the operations that the explorer opens with', () => {
  it.each([
    ['a known transaction', '0a0b0c0d-0000-4000-8000-000000000000'],
    ['no known transaction', null],
  ])('are valid for %s', (_case, id) => {
    for (const operation of preparedOperations(id)) {
      expect(validate(schema, parse(operation))).toEqual([]);
    }
  });

  it('begin with the transaction that was played', () => {
    expect(preparedOperations('an id')[0]).toContain('orderTransaction(id: "an id")');
  });
});

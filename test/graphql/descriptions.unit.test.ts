import {
  getNamedType,
  introspectionFromSchema,
  isObjectType,
  type IntrospectionType,
} from 'graphql';
import { buildSchema } from '../../src/graphql/schema.js';

const NOT_OURS = /^_|__|^(Boolean|Float|ID|Int|String)$/;

interface Place {
  readonly name: string;
  readonly description?: string | null | undefined;
}

const schema = buildSchema();

function ourTypes(): readonly IntrospectionType[] {
  const { types } = introspectionFromSchema(schema).__schema;
  return types.filter(({ name }) => !NOT_OURS.test(name));
}

test('every type, field, argument and enum value of the graph is described', () => {
  const places = ourTypes().flatMap(placesOf);
  const undescribed = places.filter(({ description }) => !description).map(({ name }) => name);

  expect(places.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Order', 'OrderTransaction.orders(orderBy)', 'OrderPhase.FAILED']),
  );
  expect(undescribed).toEqual([]);
});

function placesOf(type: IntrospectionType): Place[] {
  return [type, ...membersOf(type)];
}

function membersOf(type: IntrospectionType): Place[] {
  if (type.kind === 'ENUM') return type.enumValues.map((value) => within(type, value));
  if (type.kind === 'INPUT_OBJECT') return type.inputFields.map((field) => within(type, field));
  if (type.kind !== 'OBJECT') return [];
  return type.fields
    .filter(({ name }) => !NOT_OURS.test(name))
    .flatMap((field) => {
      const place = within(type, field);
      const argumentsOf = field.args.map(({ name, description }) => ({
        name: `${place.name}(${name})`,
        description,
      }));
      return [place, ...argumentsOf];
    });
}

function within(type: IntrospectionType, { name, description }: Place): Place {
  return { name: `${type.name}.${name}`, description };
}

test('every enum says that it may grow', () => {
  const enums = ourTypes().filter(({ kind }) => kind === 'ENUM');
  const closed = enums.filter(({ description }) => !description?.includes('Values may be added'));

  expect(enums.length).toBeGreaterThan(8);
  expect(closed.map(({ name }) => name)).toEqual([]);
});

test('every scalar of the graph’s own names the rule that its values follow', () => {
  const rules = ourTypes().flatMap((type) =>
    type.kind === 'SCALAR' ? [[type.name, type.specifiedByURL]] : [],
  );

  expect(Object.fromEntries(rules)).toEqual({
    Date: 'https://www.rfc-editor.org/rfc/rfc3339',
    DateTime: 'https://www.rfc-editor.org/rfc/rfc3339',
  });
});

test('every mutation takes one input and returns the problems that the caller can correct', () => {
  const { Mutation: mutations } = schema.getTypeMap();
  const fields = isObjectType(mutations) ? Object.values(mutations.getFields()) : [];

  expect(fields.length).toBeGreaterThan(0);
  for (const { args, type } of fields) {
    expect(args.map((it) => `${it.name}: ${String(it.type)}`)).toEqual([
      expect.stringMatching(/^input: \w+Input!$/),
    ]);
    const payload = getNamedType(type);
    expect(isObjectType(payload) && String(payload.getFields().userErrors?.type)).toBe(
      '[UserError!]!',
    );
  }
});

import { introspectionFromSchema, type IntrospectionType } from 'graphql';
import { buildSchema } from '../../src/graphql/schema.js';

/** Every subgraph has these types; descriptions that differ would be composition hints. */
const ROOT_TYPES = ['Query', 'Mutation', 'Subscription'];
const NOT_OURS = /^_|__|^(Boolean|Float|ID|Int|String)$/;

interface Place {
  readonly name: string;
  readonly description?: string | null | undefined;
}

test('every type, field, argument and enum value of the graph is described', () => {
  const { types } = introspectionFromSchema(buildSchema()).__schema;
  const places = types.filter(({ name }) => !NOT_OURS.test(name)).flatMap(placesOf);
  const undescribed = places.filter(({ description }) => !description).map(({ name }) => name);

  expect(places.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Order', 'OrderTransaction.orders(orderBy)', 'OrderPhase.FAILED']),
  );
  expect(undescribed).toEqual([]);
});

function placesOf(type: IntrospectionType): Place[] {
  return [...(ROOT_TYPES.includes(type.name) ? [] : [type]), ...membersOf(type)];
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

import { getNamedType, isCompositeType, isObjectType, isRequiredArgument } from 'graphql';

/** A selection of every field of a type and of its nested types. Of entities, it selects only the id. */
export function selectAll(type) {
  if (!isObjectType(type)) throw new Error(`${type.name} is no object type`);
  const fields = Object.values(type.getFields()).filter(
    ({ args }) => !args.some(isRequiredArgument),
  );
  const selections = fields.map((field) => {
    const target = getNamedType(field.type);
    if (!isCompositeType(target)) return field.name;
    return `${field.name} ${isEntity(target) ? '{ id }' : selectAll(target)}`;
  });
  return `{ ${selections.join(' ')} }`;
}

function isEntity(type) {
  return isObjectType(type) && 'id' in type.getFields();
}

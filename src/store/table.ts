import { getMetadataArgsStorage } from 'typeorm';

/** A column of an entity as its decorators declare it. */
export interface Column {
  readonly property: string;
  readonly name: string;
  readonly isKey: boolean;
  /** Whether it is selected by default: columns that only the merge needs are not. */
  readonly isSelected: boolean;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** The table of an entity, for statements written by hand. A test compares it with TypeORM's own metadata. */
export function tableOf(entity: abstract new () => object): Table {
  const storage = getMetadataArgsStorage();
  const [table] = storage.filterTables(entity);
  if (!table?.name) throw new Error(`${entity.name} has no table`);
  return {
    name: table.name,
    columns: storage.filterColumns(entity).map(({ propertyName, options }) => ({
      property: propertyName,
      name: options.name ?? propertyName,
      isKey: options.primary ?? false,
      isSelected: options.select ?? true,
    })),
  };
}

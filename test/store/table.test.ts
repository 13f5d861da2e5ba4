import { entities } from '../../src/service/entities.js';
import { tableOf } from '../../src/store/table.js';
import { useTestDatabase } from '../support/use-database.js';

describe('the table of an entity', () => {
  const { dataSource } = useTestDatabase();

  it.each(entities.map((entity) => ({ entity, name: entity.name })))(
    'is the one that TypeORM knows: $name',
    ({ entity }) => {
      const { tableName, columns } = dataSource.getMetadata(entity);

      const { name, columns: declared } = tableOf(entity);

      expect(name).toBe(tableName);
      expect(new Set(declared)).toEqual(
        new Set(
          columns.map((column) => ({
            property: column.propertyName,
            name: column.databaseName,
            isKey: column.isPrimary,
            isSelected: column.isSelect,
          })),
        ),
      );
    },
  );
});

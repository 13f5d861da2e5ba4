import type { Pool } from 'pg';

/** Every column, index and constraint of the schema as sorted text, except those of the record of migrations. */
export async function describeSchema(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ part: string }>(`
    WITH ours AS (
      SELECT oid, relname FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname <> 'migrations'
    )
    SELECT concat_ws(' ', relname, attnum, attname, format_type(atttypid, atttypmod), attnotnull,
                     attcollation::regcollation, attcompression, pg_get_expr(adbin, adrelid)) AS part
    FROM ours JOIN pg_attribute ON attrelid = oid
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE attnum > 0
    UNION ALL
    SELECT pg_get_indexdef(indexrelid) FROM ours JOIN pg_index ON indrelid = oid
    UNION ALL
    SELECT concat_ws(' ', relname, conname, pg_get_constraintdef(pg_constraint.oid))
    FROM ours JOIN pg_constraint ON conrelid = ours.oid
    ORDER BY part`);
  return rows.map(({ part }) => part);
}

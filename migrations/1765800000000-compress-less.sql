-- A usual fact and a usual record are longer than the 2 KB from which Postgres compresses a row, and its default compression
-- takes longer than writing the row. A server built without lz4 therefore compresses rows over half a page only.

-- migrate:up
DO $$
BEGIN
  ALTER TABLE lab_order ALTER COLUMN record SET COMPRESSION lz4;
EXCEPTION
  WHEN feature_not_supported OR invalid_parameter_value THEN
    ALTER TABLE lab_order SET (toast_tuple_target = 4080);
    ALTER TABLE webhook_inbox SET (toast_tuple_target = 4080);
END
$$;

-- migrate:down
ALTER TABLE lab_order ALTER COLUMN record SET COMPRESSION default;
ALTER TABLE lab_order RESET (toast_tuple_target);
ALTER TABLE webhook_inbox RESET (toast_tuple_target);

-- The name of the test that was ordered. Null until the next report of the order, or a backfill.

-- migrate:up
ALTER TABLE lab_order ADD COLUMN test_name text;

-- migrate:down
ALTER TABLE lab_order DROP COLUMN test_name;

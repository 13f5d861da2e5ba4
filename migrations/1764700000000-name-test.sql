-- The name of the test that was ordered. Empty until the order is next heard of, or is backfilled.

-- migrate:up
ALTER TABLE lab_order ADD COLUMN test_name text;

-- migrate:down
ALTER TABLE lab_order DROP COLUMN test_name;

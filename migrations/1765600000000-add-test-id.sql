-- Junction's id of the test that was ordered. Null until Junction reports the order again, or until a backfill.

-- migrate:up
ALTER TABLE lab_order ADD COLUMN test_id uuid;

-- migrate:down
ALTER TABLE lab_order DROP COLUMN test_id;

-- When results were fetched, when they are to be fetched again, and whether they are final. Results that earlier
-- releases stored, and still store during the roll-out, count as final.

-- migrate:up
ALTER TABLE lab_result ADD COLUMN fetched_at timestamp(6) with time zone NOT NULL DEFAULT now();
ALTER TABLE lab_result ADD COLUMN refetch_at timestamp(6) with time zone;
ALTER TABLE lab_result ADD COLUMN final boolean NOT NULL DEFAULT true;

-- migrate:down
ALTER TABLE lab_result DROP COLUMN final;
ALTER TABLE lab_result DROP COLUMN refetch_at;
ALTER TABLE lab_result DROP COLUMN fetched_at;

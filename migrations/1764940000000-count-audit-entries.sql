-- How many records an entry is about, where it names only the first, and how many rejections it represents.

-- migrate:up
ALTER TABLE audit_entry
  ADD COLUMN subject_count bigint,
  ADD COLUMN repeats bigint NOT NULL DEFAULT 0;

-- migrate:down
ALTER TABLE audit_entry DROP COLUMN subject_count, DROP COLUMN repeats;

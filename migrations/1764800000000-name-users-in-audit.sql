-- Whose token it was that read or changed something. Empty for entries of before, and where it was nobody's.

-- migrate:up
ALTER TABLE audit_entry ADD COLUMN user_id text COLLATE "C";

-- migrate:down
ALTER TABLE audit_entry DROP COLUMN user_id;

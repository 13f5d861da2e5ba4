-- The user id in the token that read or changed something. Null for earlier entries, and without a token.

-- migrate:up
ALTER TABLE audit_entry ADD COLUMN user_id text COLLATE "C";

-- migrate:down
ALTER TABLE audit_entry DROP COLUMN user_id;

-- Bodies in quarantine hold all that Junction sent: they are sealed where there is a key.

-- migrate:up
ALTER TABLE webhook_quarantine ADD COLUMN key_id text COLLATE "C";

-- migrate:down
ALTER TABLE webhook_quarantine DROP COLUMN key_id;

-- What the patient should do, and what else lists of transactions are filtered by: null until it is computed, for older
-- rows in the background, after the upgrade.

-- migrate:up
ALTER TABLE order_transaction
  ADD COLUMN patient_action text COLLATE "C",
  ADD COLUMN has_redraw boolean,
  ADD COLUMN is_critical boolean,
  ADD COLUMN order_statuses text[] COLLATE "C";

-- migrate:down
ALTER TABLE order_transaction
  DROP COLUMN order_statuses, DROP COLUMN is_critical, DROP COLUMN has_redraw, DROP COLUMN patient_action;

-- How far the jobs that heal the mirror have come, and what they look for.

-- migrate:up
CREATE TABLE sync_progress (
  job text COLLATE "C" NOT NULL,
  since timestamp(6) with time zone,
  reached timestamp(6) with time zone NOT NULL,
  CONSTRAINT sync_progress_pkey PRIMARY KEY (job)
);

CREATE TABLE transaction_check (
  transaction_id uuid NOT NULL,
  checked_at timestamp(6) with time zone NOT NULL,
  CONSTRAINT transaction_check_pkey PRIMARY KEY (transaction_id)
);

CREATE INDEX lab_order_placeholder_index ON lab_order (id)
  WHERE status IS NULL OR strpos(status, '.') = 0;
CREATE INDEX order_event_created_index ON order_event (created_at);

-- migrate:down
DROP INDEX order_event_created_index;
DROP INDEX lab_order_placeholder_index;
DROP TABLE transaction_check;
DROP TABLE sync_progress;

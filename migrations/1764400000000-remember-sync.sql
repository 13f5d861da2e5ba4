-- The progress of the jobs that repair the mirror.

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

-- migrate:down
DROP TABLE transaction_check;
DROP TABLE sync_progress;

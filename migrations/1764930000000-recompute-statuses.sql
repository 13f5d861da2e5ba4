-- How far a change of the rule for the transaction status has reached: one row for each version of the rule. Transactions
-- are recomputed in the order of their last change, so that transactions that an older release changes concurrently are included.

-- migrate:up
CREATE TABLE status_recomputation (
  rule bigint NOT NULL,
  started_at timestamp(6) with time zone NOT NULL,
  reached_at timestamp(6) with time zone NOT NULL,
  reached_id uuid NOT NULL,
  CONSTRAINT status_recomputation_pkey PRIMARY KEY (rule)
);

-- migrate:down
DROP TABLE status_recomputation;

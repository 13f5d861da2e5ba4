-- The mirror: orders, transactions and events as they are served, and the inbox that every fact enters by.
-- No foreign keys: an order may arrive before its transaction, and each transaction writes both in a fixed order.

-- migrate:up
CREATE TABLE order_transaction (
  id uuid NOT NULL,
  status text COLLATE "C" NOT NULL,
  raw_status text COLLATE "C",
  created_at timestamp(6) with time zone,
  updated_at timestamp(6) with time zone,
  changed_at timestamp(6) with time zone NOT NULL,
  block jsonb,
  CONSTRAINT order_transaction_pkey PRIMARY KEY (id)
);

CREATE TABLE lab_order (
  id uuid NOT NULL,
  transaction_id uuid,
  parent_id uuid,
  user_id text COLLATE "C",
  junction_user_id uuid,
  team_id uuid,
  origin text COLLATE "C",
  status text COLLATE "C",
  collection_method text COLLATE "C",
  lab text,
  sample_id text,
  interpretation text COLLATE "C",
  has_missing_results boolean,
  expected_result_by date,
  created_at timestamp(6) with time zone,
  updated_at timestamp(6) with time zone,
  changed_at timestamp(6) with time zone NOT NULL,
  record jsonb NOT NULL,
  CONSTRAINT lab_order_pkey PRIMARY KEY (id)
);

CREATE INDEX lab_order_transaction_id_index ON lab_order (transaction_id);

CREATE TABLE order_event (
  order_id uuid NOT NULL,
  event_id bigint NOT NULL,
  status text COLLATE "C" NOT NULL,
  status_detail text COLLATE "C",
  created_at timestamp(6) with time zone NOT NULL,
  CONSTRAINT order_event_pkey PRIMARY KEY (order_id, event_id)
);

CREATE TABLE webhook_inbox (
  source text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  received_at timestamp(6) with time zone NOT NULL DEFAULT now(),
  event_type text,
  fact jsonb,
  CONSTRAINT webhook_inbox_pkey PRIMARY KEY (source, key)
);

CREATE TABLE webhook_quarantine (
  message_id text COLLATE "C" NOT NULL,
  received_at timestamp(6) with time zone NOT NULL DEFAULT now(),
  reason text NOT NULL,
  body bytea NOT NULL,
  CONSTRAINT webhook_quarantine_pkey PRIMARY KEY (message_id)
);

-- lz4 costs less than half of the default's time; a server built without it uses the default.
DO $$
BEGIN
  ALTER TABLE webhook_inbox ALTER COLUMN fact SET COMPRESSION lz4;
EXCEPTION
  WHEN feature_not_supported OR invalid_parameter_value THEN NULL;
END
$$;

-- migrate:down
DROP TABLE webhook_quarantine;
DROP TABLE webhook_inbox;
DROP TABLE order_event;
DROP TABLE lab_order;
DROP TABLE order_transaction;

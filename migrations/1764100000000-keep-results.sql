-- Results of finished orders and transactions, sealed, with the version of the mirror that they belong to. A notice of
-- a notice, for example of a critical result, is part of that version: it arrives without any event of the order.

-- migrate:up
CREATE TABLE lab_result (
  kind text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  version text COLLATE "C" NOT NULL,
  key_id text COLLATE "C" NOT NULL,
  sealed bytea NOT NULL,
  kept_at timestamp(6) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT lab_result_pkey PRIMARY KEY (kind, id)
);

-- What is sealed cannot be compressed.
ALTER TABLE lab_result ALTER COLUMN sealed SET STORAGE EXTERNAL;

CREATE TABLE order_notice (
  order_id uuid NOT NULL,
  heard_at timestamp(6) with time zone NOT NULL,
  CONSTRAINT order_notice_pkey PRIMARY KEY (order_id)
);

-- migrate:down
DROP TABLE order_notice;
DROP TABLE lab_result;

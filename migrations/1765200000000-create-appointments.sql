-- Appointments and critical results. Both can arrive before their order, so they have tables of their own. What is
-- computed from critical results is also stored with the order, for filters.

-- migrate:up
CREATE TABLE lab_appointment (
  order_id uuid NOT NULL,
  id uuid NOT NULL,
  type text COLLATE "C",
  provider text COLLATE "C",
  status text COLLATE "C",
  raw_status text COLLATE "C",
  start_at timestamp(6) with time zone,
  end_at timestamp(6) with time zone,
  time_zone text,
  site_address jsonb,
  confirmation_code text,
  can_reschedule boolean,
  updated_at timestamp(6) with time zone,
  record jsonb NOT NULL,
  CONSTRAINT lab_appointment_pkey PRIMARY KEY (order_id, id)
);

CREATE TABLE critical_result (
  order_id uuid NOT NULL,
  newest_at timestamp(6) with time zone NOT NULL,
  results jsonb NOT NULL,
  CONSTRAINT critical_result_pkey PRIMARY KEY (order_id)
);

ALTER TABLE lab_order ADD COLUMN is_critical boolean NOT NULL DEFAULT false;
ALTER TABLE lab_order ADD COLUMN critical_at timestamp(6) with time zone;

-- migrate:down
ALTER TABLE lab_order DROP COLUMN critical_at;
ALTER TABLE lab_order DROP COLUMN is_critical;
DROP TABLE critical_result;
DROP TABLE lab_appointment;

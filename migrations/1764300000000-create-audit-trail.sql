-- Who read or changed what, when, and with which outcome: never a value. Entries can only be added.

-- migrate:up
CREATE TABLE audit_entry (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  at timestamp(6) with time zone NOT NULL DEFAULT clock_timestamp(),
  request_id text COLLATE "C" NOT NULL,
  viewer text COLLATE "C" NOT NULL,
  action text COLLATE "C" NOT NULL,
  subject_ids uuid[] NOT NULL,
  outcome text COLLATE "C" NOT NULL,
  CONSTRAINT audit_entry_pkey PRIMARY KEY (id)
);

CREATE INDEX audit_entry_at_index ON audit_entry (at);

CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_entry is append-only: % is rejected', TG_OP
    USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_entry_only_grows
  BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();

-- migrate:down
DROP TABLE audit_entry;
DROP FUNCTION refuse_change_of_audit;

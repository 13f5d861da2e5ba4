-- Documents for which Junction answered 404, with the version of their order or transaction.

-- migrate:up
CREATE TABLE missing_document (
  kind text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  version text COLLATE "C" NOT NULL,
  CONSTRAINT missing_document_pkey PRIMARY KEY (kind, id)
);

-- migrate:down
DROP TABLE missing_document;

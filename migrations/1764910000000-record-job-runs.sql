-- Which process runs a job, and when the job last completed and last succeeded: what takeover, alerts and doctor read.

-- migrate:up
CREATE TABLE job_run (
  job text COLLATE "C" NOT NULL,
  owner text COLLATE "C",
  started_at timestamp(6) with time zone,
  ended_at timestamp(6) with time zone,
  succeeded_at timestamp(6) with time zone,
  CONSTRAINT job_run_pkey PRIMARY KEY (job)
);

-- migrate:down
DROP TABLE job_run;

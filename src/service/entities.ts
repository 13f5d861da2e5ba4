import { JobRunEntity } from '../database/jobs/job-run-entity.js';
import { MissingDocumentEntity } from '../documents/missing-document-entity.js';
import { QuarantineEntity } from '../ingest/quarantine-entity.js';
import { LabResultEntity } from '../results/store/lab-result-entity.js';
import { mirrorEntities } from '../store/entities.js';
import { SyncProgressEntity, TransactionCheckEntity } from '../sync/entities.js';

/** Every table of the database, each defined in the module that owns it. */
export const entities = [
  ...mirrorEntities,
  JobRunEntity,
  LabResultEntity,
  MissingDocumentEntity,
  QuarantineEntity,
  SyncProgressEntity,
  TransactionCheckEntity,
];

export type { ClusterOptions } from './cluster.js';
export {
  connectEmbeddedPostgres,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from './embedded-postgres.js';
export { EmbeddedPostgresError } from './error.js';

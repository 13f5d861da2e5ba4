export type { MirrorReads } from './mirror-reads.js';
export { createMirrorReads } from './sql-mirror-reads.js';
export type * from './read-model.js';

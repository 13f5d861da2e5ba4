export { createMirrorReads } from './mirror-reads.js';
export type { MirrorReads } from './mirror-reads.js';
export type * from './read-model.js';

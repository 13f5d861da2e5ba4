import { pino } from 'pino';
import type { Viewer } from '../../../src/access/viewer.js';
import { createContext, type RequestContext } from '../../../src/graphql/context.js';
import { createOperationLog } from '../../../src/graphql/operation-log.js';
import type { ReadOptions } from '../../../src/graphql/request-reads.js';
import type { Reads } from '../../../src/graphql/sources.js';
import { NOTHING_REACHABLE } from './graph-server.js';

const log = pino({ level: 'silent' });

/** The resolver context of one request, over real rows. It does not audit reads. */
export function contextOver(
  reads: Reads,
  viewer: Viewer,
  readOptions?: ReadOptions,
): RequestContext {
  const sources = {
    ...NOTHING_REACHABLE,
    ...reads,
    fresh: reads,
    audit: { record: () => Promise.resolve() },
  };
  const { signal: caller } = new AbortController();
  const request = { viewer, caller, requestId: 'request', operationLog: createOperationLog(), log };
  return createContext(sources, { ...request, ...(readOptions && { readOptions }) });
}

import type { AccessConfig } from '../config/config.js';
import { createRouterFence, type RouterFence } from './router-fence.js';
import { createTokenReader, type RecogniseViewer } from './tokens.js';
import { GATEWAY, NOBODY } from './viewer.js';

/** The two fences around the graph, each independent of the other. The same for HTTP and for subscriptions. */
export interface Gatekeeper {
  readonly admits: RouterFence;
  readonly recognise: RecogniseViewer;
  /** Whether whoever is admitted has shown the router's secret. */
  readonly knowsRouter: boolean;
  /** Whether the router's secret was shown; where there is none, nobody can. What a request says of itself is then believed. */
  readonly isRouter: RouterFence;
}

export function createGatekeeper({ routerSecrets, tokens }: AccessConfig): Gatekeeper {
  const admits = createRouterFence(routerSecrets);
  const knowsRouter = routerSecrets.length > 0;
  return {
    admits,
    recognise: tokens === null ? recogniseGateway : createTokenReader(tokens),
    knowsRouter,
    isRouter: (given) => knowsRouter && admits(given),
  };
}

/** The gateway authenticates its callers, unless a request claims to be of two. */
const recogniseGateway: RecogniseViewer = (authorization) =>
  Promise.resolve(authorization === null ? NOBODY : GATEWAY);

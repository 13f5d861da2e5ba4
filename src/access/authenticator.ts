import type { AccessConfig } from '../config/config.js';
import { createRouterFence, type RouterFence } from './router-fence.js';
import { createTokenReader, type AuthenticateCaller } from './tokens.js';
import { GATEWAY, UNAUTHENTICATED_VIEWER } from './viewer.js';

/** The two independent checks of a request: the router's secret and the caller's token. HTTP and subscriptions share them. */
export interface Authenticator {
  /** Whether a request is admitted: it has the router's secret, or no secret is configured. */
  readonly isAdmitted: RouterFence;
  readonly authenticate: AuthenticateCaller;
  /** Whether a router's secret is configured. */
  readonly requiresRouter: boolean;
  /**
   * Whether a request has the router's secret; false where no secret is configured. The headers of such a request are
   * trusted.
   */
  readonly isRouter: RouterFence;
}

export function createAuthenticator({ routerSecrets, tokens }: AccessConfig): Authenticator {
  const isAdmitted = createRouterFence(routerSecrets);
  const requiresRouter = routerSecrets.length > 0;
  return {
    isAdmitted,
    authenticate: tokens === null ? authenticateGateway : createTokenReader(tokens),
    requiresRouter,
    isRouter: (header) => requiresRouter && isAdmitted(header),
  };
}

/** Without tokens, the gateway authenticates its callers. A request with two different `Authorization` headers has no caller. */
const authenticateGateway: AuthenticateCaller = (authorization) =>
  Promise.resolve(authorization === null ? UNAUTHENTICATED_VIEWER : GATEWAY);

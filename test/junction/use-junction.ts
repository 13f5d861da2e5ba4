import {
  createJunctionClient,
  type JunctionClient,
  type JunctionClientOptions,
} from '../../src/junction/client.js';
import { useResource, type ResourceOptions } from '../support/use-resource.js';
import { startUpstream, type UpstreamServer } from './upstream-server.js';

/** A server that replaces Junction. */
export function useUpstream(options?: ResourceOptions): UpstreamServer {
  return useResource(startUpstream, (upstream) => upstream.close(), options);
}

/** A server that replaces Junction, and the service's client for it. */
export function useJunction(
  options?: ResourceOptions,
  limits?: JunctionClientOptions['limits'],
): { readonly junction: UpstreamServer; readonly client: JunctionClient } {
  const junction = useUpstream(options);
  const client = useResource(
    () =>
      createJunctionClient({
        baseUrl: junction.baseUrl,
        apiKey: 'sk_us_test',
        ...(limits && { limits }),
      }),
    (it) => it.close(),
    options,
  );
  return { junction, client };
}

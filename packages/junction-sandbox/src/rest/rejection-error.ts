/** A request that Junction rejects, with the status and the `detail` of the response. */
export class RejectionError extends Error {
  constructor(
    readonly status: number,
    readonly detail: unknown,
  ) {
    super(`Rejected with ${status}`);
  }
}

/** The response for an order without results. */
export function noResults(orderId: string): RejectionError {
  return new RejectionError(
    404,
    `Results are not available for order - ${orderId}. Did you receive a webhook for this order?`,
  );
}

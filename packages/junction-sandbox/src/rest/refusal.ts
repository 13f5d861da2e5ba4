/** A request that Junction refuses, with the status and the `detail` that it answers. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly detail: unknown,
  ) {
    super(`Refused with ${status}`);
  }
}

/** The refusal where there are no results of an order. */
export function noResults(orderId: string): Refusal {
  return new Refusal(
    404,
    `Results are not available for order - ${orderId}. Did you receive a webhook for this order?`,
  );
}

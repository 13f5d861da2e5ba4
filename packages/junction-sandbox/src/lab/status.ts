/** `redraw_available` of `collecting_sample.walk_in_test.redraw_available`. */
export function lowStatusOf(status: string): string {
  return status.slice(status.lastIndexOf('.') + 1);
}

/** `collecting_sample` of `collecting_sample.walk_in_test.redraw_available`. */
export function highStatusOf(status: string): string {
  return status.slice(0, status.indexOf('.'));
}

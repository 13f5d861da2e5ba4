const BEFORE_ALL_IDS = '00000000-0000-0000-0000-000000000000';

/**
 * Reads rows page by page in the order of their ids, so no statement reads more than a page.
 *
 * @param readPage reads the rows whose ids follow the given one
 */
export async function* pagesById<Row extends { readonly id: string }>(
  readPage: (after: string) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  let after = BEFORE_ALL_IDS;
  for (;;) {
    const rows = await readPage(after);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last.id;
  }
}

import { p99, type Target } from '../target.js';
import type { Attack } from '../attack.js';

const DOCUMENTS = 10_000;
/** The number of documents that are sent often enough to be compiled. */
const REPEATED = 200;
const REPETITIONS = 12;
const CONNECTIONS = 8;
const MAX_P99_MS = 500;
const MAX_MEGABYTES = 250;

export const distinctDocuments: Attack = {
  promise: 'documents that are never repeated hold up no other caller and do not fill the memory',
  run: async (target) => {
    const [id = ''] = await target.addTransactions('patient', 1);
    let isOver = false;
    const other = queryUntil(target, `{ orderTransaction(id: "${id}") { status } }`, () => isOver);
    let failures = 0;
    const send = async (documents: readonly string[]) => {
      for (let sent = 0; sent < documents.length; sent += CONNECTIONS) {
        const batch = documents.slice(sent, sent + CONNECTIONS);
        const answers = await Promise.all(batch.map((text) => target.query(text, 'patient')));
        failures += answers.filter(({ status }) => status !== 200).length;
      }
    };
    const documents = Array.from(
      { length: DOCUMENTS },
      (_, index) => `{ orderTransaction(id: "${id}") { status alias${index}: orders { id } } }`,
    );
    await send(documents);
    for (let sent = 0; sent < REPETITIONS; sent++) await send(documents.slice(-REPEATED));
    isOver = true;
    const slowest = p99(await other);
    const megabytes = Math.round(await target.megabytes());
    return {
      passed: failures === 0 && slowest < MAX_P99_MS && megabytes < MAX_MEGABYTES,
      figures: `${failures} failed, p99 of another caller ${slowest} ms, ${megabytes} MB resident`,
    };
  },
};

/** Sends the queries one after another. @returns the duration of each one in milliseconds */
async function queryUntil(
  { query }: Target,
  text: string,
  isOver: () => boolean,
): Promise<number[]> {
  const times: number[] = [];
  while (!isOver()) times.push((await query(text, 'patient')).milliseconds);
  return times;
}

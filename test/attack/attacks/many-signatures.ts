import type { Attack } from '../attack.js';

const ROUNDS = 20;
const MUTATION = `mutation ($signature: String!) { ingestOrderWebhook(input: {
  messageId: "msg_1", timestamp: "1", payload: "{}", signature: $signature
}) { outcome } }`;

export const manySignatures: Attack = {
  promise: 'a webhook by mutation with 120,000 signatures costs no more than one long signature',
  run: async ({ query }) => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const mutation = MUTATION.replace('"1"', JSON.stringify(timestamp));
    const medianOf = async (signature: string) => {
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        times.push((await query(mutation, 'patient', { signature })).milliseconds);
      }
      return times.toSorted((a, b) => a - b)[ROUNDS / 2] ?? 0;
    };
    const signatures = 'v1,AAAA '.repeat(120_000);
    const one = await medianOf('v1,AAAA'.padEnd(signatures.length, 'A'));
    const many = await medianOf(signatures);
    return { passed: many < one * 2 + 10, figures: `${many} ms, with one signature ${one} ms` };
  },
};

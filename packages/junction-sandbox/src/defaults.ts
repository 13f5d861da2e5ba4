/** The defaults of the sandbox. The key and the secret are public and protect nothing. */
export const DEFAULTS = {
  port: 4010,
  folder: '.data/sandbox',
  apiKey: 'sk_us_local_sandbox',
  webhookSecret: 'whsec_bG9jYWwgc2FuZGJveCBvZiBvcmRlciB0cmFuc2FjdGlvbnM=',
  webhookUrl: 'http://127.0.0.1:4000/webhooks/junction',
} as const;

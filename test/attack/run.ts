/**
 * `npm run test:attack [name…]` attacks the service in its production build and prints one verdict per line. The
 * attacks measure time and memory, so they are not part of `npm test`. Exit code 1: an attack succeeded.
 */
import type { Attack } from './attack.js';
import { badResource } from './attacks/bad-resource.js';
import { callersWhoLeave } from './attacks/callers-who-leave.js';
import { distinctDocuments } from './attacks/distinct-documents.js';
import { gzipBomb } from './attacks/gzip-bomb.js';
import { hangingJunction } from './attacks/hanging-junction.js';
import { manySignatures } from './attacks/many-signatures.js';
import { missingTable } from './attacks/missing-table.js';
import { rejectedMutations } from './attacks/rejected-mutations.js';
import { openStage } from './target.js';

const ATTACKS: Readonly<Record<string, Attack>> = {
  badResource,
  callersWhoLeave,
  distinctDocuments,
  gzipBomb,
  hangingJunction,
  manySignatures,
  missingTable,
  rejectedMutations,
};

async function main(names: readonly string[]): Promise<boolean> {
  const unknown = names.filter((name) => !(name in ATTACKS));
  if (unknown.length > 0) throw new Error(`unknown attack: ${unknown.join()}`);
  const stage = await openStage();
  let allPassed = true;
  try {
    for (const [name, attack] of Object.entries(ATTACKS)) {
      if (names.length > 0 && !names.includes(name)) continue;
      const { passed, figures } = await stage.attack(attack);
      process.stdout.write(`${passed ? 'PASS' : 'FAIL'} ${name}: ${attack.promise} (${figures})\n`);
      allPassed &&= passed;
    }
  } finally {
    await stage.close();
  }
  return allPassed;
}

main(process.argv.slice(2)).then(
  (passed) => process.exit(passed ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);

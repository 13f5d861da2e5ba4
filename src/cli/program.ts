import { Command } from 'commander';
import { addAudit } from './audit.js';
import { addBackfill } from './backfill.js';
import { addDoctor } from './doctor.js';
import { addErase } from './erase.js';
import { addMigrate } from './migrate.js';
import { addPrune } from './prune.js';
import { addQuarantine } from './quarantine.js';
import { addReconcile } from './reconcile.js';
import { addReplay } from './replay.js';
import { addResults } from './results.js';
import { addPrintSchema } from './print-schema.js';
import { addWebhooks } from './webhooks.js';

/** In the order of the help: the commands that operators need first come first. */
const COMMANDS = [
  addDoctor,
  addMigrate,
  addBackfill,
  addReconcile,
  addWebhooks,
  addQuarantine,
  addReplay,
  addPrune,
  addErase,
  addResults,
  addAudit,
  addPrintSchema,
];

/** The command line for operators. Usage errors are thrown; `runProgram` reports them. */
export function createProgram(): Command {
  const program = new Command('order-transactions')
    .description(
      'Operates the order-transactions subgraph, with the same environment variables as the service.',
    )
    .helpCommand(false)
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
  for (const addCommand of COMMANDS) addCommand(program);
  return program;
}

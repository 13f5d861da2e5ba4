import { examineAll } from './doctor/examine-all.js';
import type { Finding } from './doctor/finding.js';
import { runProgram } from './run-command.js';

const HELP = `Usage: npm run doctor

Looks at all that the service needs, with the settings that it would start with, and says what to do about what is
wrong. It changes nothing.
  settings     each by itself and all together
  callers      the router's secret; whether the issuer's keys can be read
  Junction     the webhook secret; whether Junction answers and takes the key
  database     version, rights, migrations, indexes, whether sealed rows open
  jobs         which process runs each, since when, and when each last succeeded
  pooler       whether DATABASE_DIRECT_URL leads past it, and both to one database
  replicas     each: whether it is a standby of this database, and keeps up
  clock        against the database's and Junction's

Exit code 0: all is well. 1: something is wrong. 2: called wrongly.`;

void runProgram({
  help: HELP,
  run: async () => {
    let isWell = true;
    for await (const finding of examineAll(process.env)) {
      process.stdout.write(line(finding));
      isWell &&= finding.isWell;
    }
    return isWell ? 0 : 1;
  },
});

function line({ subject, isWell, says }: Finding): string {
  return `${isWell ? 'ok  ' : 'FAIL'}  ${subject.padEnd(14)}  ${says}\n`;
}

import { readFileSync } from 'node:fs';
import { describeLicences } from './licences/describe-licences.js';

process.stdout.write(describeLicences(readFileSync('package-lock.json', 'utf8')));

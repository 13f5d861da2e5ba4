import { readFileSync } from 'node:fs';
import { describeLicences } from './licences.js';

process.stdout.write(describeLicences(readFileSync('package-lock.json', 'utf8')));

#!/usr/bin/env node
// The command line: of a checkout, compiled first when its sources have changed, or of the installed package.
import { existsSync } from 'node:fs';
import process from 'node:process';
import { URL } from 'node:url';

const build = new URL('../scripts/build.mjs', import.meta.url);
if (existsSync(build)) await import(build.href).then(({ buildIfChanged }) => buildIfChanged());
process.setSourceMapsEnabled(true);
await import('../dist/cli/main.js');

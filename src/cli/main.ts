import { createProgram } from './program.js';
import { ignoreClosedPipes, runProgram } from './run-program.js';

ignoreClosedPipes();
void runProgram(createProgram(), process.argv);

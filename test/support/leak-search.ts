import { format } from 'node:util';

/**
 * The personal data of the fixtures and of the sandbox: name, birth date, address, telephone number, e-mail address,
 * a remark, and a digit string of every result. Found anywhere else, it has leaked.
 */
export const MARKS = [
  'Testpatient',
  '1990-01-01',
  '1 Test Street',
  '+15555550100',
  'test.patient@example.com',
  'Canary note',
  '.73194628',
] as const;

type Source = () => string | Promise<string>;

const sources: { readonly what: string; readonly read: Source }[] = [];

/** Registers output of the test, which is searched for personal data when the test file ends. */
export function searchForMarks(what: string, read: Source): void {
  sources.push({ what, read });
}

/** Registers a console, by default the one of this process, because libraries can bypass the log. */
export function searchConsole(target: Console = console): void {
  const printed: string[] = [];
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    const write = target[name].bind(target);
    target[name] = (...words: unknown[]) => {
      printed.push(format(...words));
      write(...words);
    };
  }
  searchForMarks('the console', () => printed.join('\n'));
}

/** Searches the registered output and removes it. @returns the personal data found, each as `<what>: <mark>` */
export async function findLeaks(): Promise<string[]> {
  const found = await Promise.all(
    sources.splice(0).map(async ({ what, read }) => {
      const text = await read();
      return MARKS.filter((mark) => text.includes(mark)).map((mark) => `${what}: ${mark}`);
    }),
  );
  return found.flat();
}

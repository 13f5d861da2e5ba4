import { filesIn, matchesOf, readText } from '../support/documentation.js';

const FOLDER = 'docs/adr';
const records = filesIn(FOLDER, /\/?\d{4}-[a-z0-9-]+\.md$/).sort();
const index = readText(`${FOLDER}/README.md`);

describe('the records of architecture decisions', () => {
  it('are numbered from 1 without gaps', () => {
    const numbers = records.map((file) => Number(/(\d{4})-/.exec(file)?.[1]));
    expect(numbers).toEqual(records.map((_, position) => position + 1));
  });

  it('are all in the index, with their title, date and status', () => {
    const rows = records.map((file) => {
      const text = readText(file);
      const [title] = matchesOf(text, /^# \d+\. (.+)$/gm);
      const [date] = matchesOf(text, /^- Date: (.+)$/gm);
      const [status] = matchesOf(text, /^- Status: (.+)$/gm);
      return [`[${title}](${file.slice(FOLDER.length + 1)})`, date, status];
    });
    const listed = index
      .split('\n')
      .filter((line) => /^\| \d/.test(line))
      .map((line) =>
        line
          .split('|')
          .slice(2, 5)
          .map((cell) => cell.trim()),
      );
    expect(listed).toEqual(rows);
  });

  it.each(records)('has a date, a status and all sections in %s', (file) => {
    const text = readText(file);
    expect(text).toMatch(/^- Date: 20\d\d-[01]\d-[0-3]\d$/m);
    expect(text).toMatch(
      /^- Status: (accepted|superseded by \[ADR \d+\]\(\d{4}-[a-z0-9-]+\.md\))$/m,
    );
    expect(matchesOf(text, /^## (.+)$/gm)).toEqual([
      'Context',
      'Decision',
      'Rejected',
      'Consequences',
    ]);
  });
});

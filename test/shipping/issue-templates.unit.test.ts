import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = path.join(__dirname, '../..');
const TEMPLATES = path.join(ROOT, '.github/ISSUE_TEMPLATE');

test('the templates of issues are forms', () => {
  const Form = z.strictObject({
    name: z.string(),
    description: z.string(),
    labels: z.array(z.string()),
    body: z.array(
      z.looseObject({ type: z.enum(['markdown', 'textarea', 'input']), attributes: z.object({}) }),
    ),
  });
  const forms = readdirSync(TEMPLATES).filter((file) => file.endsWith('.yaml'));
  expect(forms).toEqual(['bug.yaml', 'feature.yaml']);
  for (const form of forms) {
    Form.parse(parse(readFileSync(path.join(TEMPLATES, form), 'utf8')));
  }
});

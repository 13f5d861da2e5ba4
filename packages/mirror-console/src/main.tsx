import '@order-transactions/console-kit/styles.css';
import './console.css';
import { render } from 'preact';
import { loadSettings } from './api/settings.js';
import { App } from './app.js';
import { ProblemNote } from './problem-note.js';

const root = document.getElementById('app');
if (root === null) throw new Error('The page has no #app.');

loadSettings().then(
  (settings) => render(<App settings={settings} />, root),
  (error: unknown) => {
    const title = error instanceof Error ? error.message : String(error);
    const problem = { title, remedy: 'Then load this page again.' };
    render(<ProblemNote problem={problem} onRetry={() => location.reload()} />, root);
  },
);

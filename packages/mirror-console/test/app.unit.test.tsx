import { render, screen } from '@testing-library/preact';
import { App } from '../src/app.js';

test('the page has a title and names its panels', () => {
  render(<App />);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Order transactions');
  expect(screen.getByRole('region', { name: 'Transactions' })).toBeTruthy();
});

import { hrefOfOperations, hrefOfTransaction, type Route } from './logic/route.js';

const PAGES = [
  { page: 'transactions', title: 'Transactions', href: hrefOfTransaction(null) },
  { page: 'operations', title: 'Deliveries and sync', href: hrefOfOperations() },
] as const;

/** The pages of the console, and links to related tools. */
export function Navigation({
  page,
  sandboxUrl,
}: {
  readonly page: Route['page'];
  readonly sandboxUrl: string | null;
}) {
  return (
    <div class="bar">
      <nav class="tabs" aria-label="Pages">
        {PAGES.map((it) => (
          <a key={it.page} href={it.href} aria-current={it.page === page ? 'page' : undefined}>
            {it.title}
          </a>
        ))}
      </nav>
      <nav class="row" aria-label="Tools">
        {sandboxUrl !== null && <a href={sandboxUrl}>Local Junction</a>}
        <a href="/graphiql">GraphiQL</a>
        <a href="/graphql">Apollo Sandbox</a>
        <a href="/health/ready">Health</a>
      </nav>
    </div>
  );
}

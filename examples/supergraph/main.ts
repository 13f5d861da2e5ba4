import { startCompanyGraph, type Appointment } from './company-graph.js';
import { composeSupergraph } from './compose.js';
import { startHiveGateway } from './hive-gateway.js';

const { PORT = '4000', ROUTER_SECRET } = process.env;
const SERVICE = process.env.ORDER_TRANSACTIONS_URL ?? `http://127.0.0.1:${PORT}/graphql`;
const GATEWAY_PORT = Number(process.env.GATEWAY_PORT ?? 4001);
const COMPANY_PORT = Number(process.env.COMPANY_PORT ?? 4002);

interface FirstLook {
  readonly _service: { readonly sdl: string };
  readonly orderTransactions: {
    readonly edges: readonly {
      readonly node: { readonly id: string; readonly orders: readonly { readonly id: string }[] };
    }[];
  };
}

/** Fetches the SDL of the running service, and a few lab tests that the company's appointments refer to. */
async function checkService(): Promise<FirstLook> {
  const query = `{
    _service { sdl }
    orderTransactions(first: 3) { edges { node { id orders { id } } } }
  }`;
  const answer = await fetch(SERVICE, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(ROUTER_SECRET !== undefined && { 'router-authorization': ROUTER_SECRET }),
    },
    body: JSON.stringify({ query }),
  }).catch(() => null);
  if (!answer)
    throw new Error(`Nothing answers at ${SERVICE}: run "npm start" in another terminal.`);
  if (!answer.ok) {
    throw new Error(
      `${SERVICE} answers ${answer.status}. Set ROUTER_SECRET to the secret of the service. With AUTH_JWKS_URL the service requires a token too, which this program does not send.`,
    );
  }
  return ((await answer.json()) as { data: FirstLook }).data;
}

async function main(): Promise<void> {
  const { _service, orderTransactions } = await checkService();
  const appointments = orderTransactions.edges.map(({ node }, index): Appointment => {
    const [order] = node.orders;
    return { id: `appointment-${index + 1}`, labTest: { id: node.id }, ...(order && { order }) };
  });
  const company = await startCompanyGraph(appointments, COMPANY_PORT);
  const supergraph = composeSupergraph({
    orderTransactionsUrl: SERVICE,
    orderTransactionsSdl: _service.sdl,
    companyUrl: company.url,
  });
  const gateway = await startHiveGateway({ supergraph, rust: false, port: GATEWAY_PORT });
  process.stdout.write(
    [
      `The supergraph is served at ${gateway.url}: order transactions of ${SERVICE}`,
      `joined with a toy company graph at ${company.url}. Query both at once:`,
      '',
      '  { appointments { nodes { id labTest { status user { name } } order { invoiceNumber } } } }',
      '',
    ].join('\n'),
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

/**
 * Apollo's standalone server with TypeORM's `find` behind DataLoaders, as it is commonly written. It has no access
 * control and no audit trail. Receives the URL of the database and prints its own URL.
 */
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import DataLoader from 'dataloader';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'graphql';
import { Column, DataSource, Entity, In, PrimaryColumn } from 'typeorm';

@Entity('order_transaction')
class OrderTransaction {
  @PrimaryColumn('uuid')
  id!: string;
  @Column('text')
  status!: string;
  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

@Entity('lab_order')
class Order {
  @PrimaryColumn('uuid')
  id!: string;
  @Column('uuid', { name: 'transaction_id' })
  transactionId!: string;
  @Column('text', { name: 'user_id' })
  userId!: string;
  @Column('text')
  origin!: string;
  @Column('text')
  status!: string;
  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

interface Context {
  readonly transactions: DataLoader<string, OrderTransaction | null>;
  readonly orders: DataLoader<string, Order | null>;
  readonly ordersOf: DataLoader<string, Order[]>;
}

const dataSource = new DataSource({
  type: 'postgres',
  url: process.argv[2] ?? '',
  entities: [OrderTransaction, Order],
  poolSize: 10,
  // Idle connections stay open during the turns of the other contenders, so the cost of a new session is not
  // measured.
  extra: { idleTimeoutMillis: 60_000 },
  installExtensions: false,
});

function createContext(): Context {
  const transactions = dataSource.getRepository(OrderTransaction);
  const orders = dataSource.getRepository(Order);
  return {
    transactions: new DataLoader(async (ids) => {
      const rows = await transactions.find({ where: { id: In([...ids]) } });
      return ids.map((id) => rows.find((row) => row.id === id) ?? null);
    }),
    orders: new DataLoader(async (ids) => {
      const rows = await orders.find({ where: { id: In([...ids]) } });
      return ids.map((id) => rows.find((row) => row.id === id) ?? null);
    }),
    ordersOf: new DataLoader(async (ids) => {
      const rows = await orders.find({
        where: { transactionId: In([...ids]) },
        order: { createdAt: 'ASC', origin: 'ASC', id: 'ASC' },
      });
      return ids.map((id) => rows.filter((row) => row.transactionId === id));
    }),
  };
}

const resolvers = {
  Query: {
    orderTransactions: async (_root: unknown, args: { userId: string; first: number }) => {
      const nodes = await dataSource
        .getRepository(OrderTransaction)
        .createQueryBuilder('t')
        .where(
          (query) =>
            `t.id IN ${query.subQuery().select('o.transactionId').from(Order, 'o').where('o.userId = :userId').getQuery()}`,
        )
        .setParameter('userId', args.userId)
        .orderBy({ 't.createdAt': 'DESC', 't.id': 'DESC' })
        .limit(args.first)
        .getMany();
      return { edges: nodes.map((node) => ({ node })) };
    },
  },
  OrderTransaction: {
    __resolveReference: ({ id }: { id: string }, { transactions }: Context) =>
      transactions.load(id),
    status: ({ status }: OrderTransaction) => status.toUpperCase(),
    orders: ({ id }: OrderTransaction, _args: unknown, { ordersOf }: Context) => ordersOf.load(id),
  },
  Order: {
    __resolveReference: ({ id }: { id: string }, { orders }: Context) => orders.load(id),
    origin: ({ origin }: Order) => origin.toUpperCase(),
    status: ({ status }: Order) => status.split('.').at(-1)?.toUpperCase(),
    transaction: ({ transactionId }: Order, _args: unknown, { transactions }: Context) =>
      transactions.load(transactionId),
  },
};

async function main(): Promise<void> {
  await dataSource.initialize();
  const typeDefs = parse(readFileSync(path.join(__dirname, '../peers/schema.graphql'), 'utf8'));
  const server = new ApolloServer<Context>({
    schema: buildSubgraphSchema([{ typeDefs, resolvers }]),
  });
  const { url } = await startStandaloneServer(server, {
    listen: { host: '127.0.0.1', port: 0 },
    context: () => Promise.resolve(createContext()),
  });
  process.stdout.write(`${new URL(url).origin}\n`);
}

void main();

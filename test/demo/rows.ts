import { createHash, type Hash } from 'node:crypto';
import pg from 'pg';

/** The demo's table: the kinds of columns that copies tend to get wrong. */
const CREATE = `CREATE TABLE orders (
  id bigint PRIMARY KEY, customer text NOT NULL, amount numeric(12,2) NOT NULL, big bigint NOT NULL, note text,
  paid boolean NOT NULL, inserted_at timestamptz NOT NULL)`;

const INSERT = `INSERT INTO orders
  SELECT i, 'customer ' || i % 997 || ' – ünï', (i % 100000) / 100.0, 9007199254740993 + i,
    CASE WHEN i % 7 = 0 THEN NULL ELSE 'note "' || i || '"' END, i % 2 = 0, clock_timestamp()
  FROM generate_series($1::bigint, $2::bigint) i`;

/** One row as the fields that must arrive. */
export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly amount: string;
  readonly big: string;
  readonly note: string | null;
  readonly paid: boolean;
}

/** Sums rows up to one digest, whatever their order was: the caller gives them sorted by id. */
export const createChecksum = () => {
  const hash: Hash = createHash('sha256');
  let count = 0;
  return {
    add: ({ id, customer, amount, big, note, paid }: Order): void => {
      hash.update(`${JSON.stringify([id, customer, amount, big, note, paid])}\n`);
      count += 1;
    },
    result: () => ({ count, digest: hash.digest('hex') }),
  };
};

/** A lost connection shows in the query that it cuts off, and must not end the process by itself. */
const connect = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  return client;
};

export const createOrdersTable = async (url: string): Promise<void> => {
  const client = await connect(url);
  try {
    await client.query(CREATE);
  } finally {
    await client.end();
  }
};

/** A transaction each. */
const CHUNK = 5000;

/** Inserts rows of these ids, both ends included. */
export const insertOrders = async (url: string, { from, to }: { readonly from: number; readonly to: number }) => {
  const client = await connect(url);
  try {
    for (let first = from; first <= to; first += CHUNK)
      await client.query(INSERT, [first, Math.min(first + CHUNK - 1, to)]);
  } finally {
    await client.end();
  }
};

/** Checksum of the table, and when each row was inserted (milliseconds since the epoch, by id). */
export const readOrders = async (url: string) => {
  const client = await connect(url);
  try {
    const { rows } = await client.query<Order & { at: string }>(
      `SELECT id::text, customer, amount::text, big::text, note, paid, extract(epoch FROM inserted_at) * 1000 AS at
       FROM orders ORDER BY orders.id`,
    );
    const checksum = createChecksum();
    const insertedAt = new Map<string, number>();
    for (const row of rows) {
      checksum.add(row);
      insertedAt.set(row.id, Number(row.at));
    }
    return { ...checksum.result(), insertedAt };
  } finally {
    await client.end();
  }
};

import { startKafka } from '../services/kafka.ts';
import { startPostgres } from '../services/postgres.ts';
import { startS3 } from '../services/s3.ts';
import { startWorkerProcess, waitFor } from '../worker/worker-process.ts';
import { checksumOf, createBucketView } from './arrived.ts';
import { createOrdersTable, insertOrders, type Order, readOrders } from './rows.ts';

/** PostgreSQL → Kafka → S3 on this machine: 100,000 rows through real services, checked to the last byte. */
const ROWS = Number(process.env.DEMO_ROWS ?? 100_000);
const BUCKET = 'orders-archive';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

type Cleanup = () => Promise<unknown>;
const cleanups: Cleanup[] = [];
let cleaning: Promise<void> | undefined;
const cleanUp = (): Promise<void> => {
  cleaning ??= (async () => {
    for (const cleanup of cleanups.reverse()) await cleanup().catch((error: unknown) => say(`cleaning up: ${error}`));
  })();
  return cleaning;
};

const started = async <S extends { stop(): Promise<unknown> }>(name: string, starting: Promise<S>): Promise<S> => {
  const begin = Date.now();
  const service = await starting;
  cleanups.push(() => service.stop());
  say(`  ${name} is up after ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  return service;
};

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

const demo = async (): Promise<boolean> => {
  say('Starting Kafka, PostgreSQL and an S3 endpoint (the first time, they are downloaded) …');
  const [kafka, postgres, s3] = await Promise.all([
    started('Kafka', startKafka()),
    started('PostgreSQL', startPostgres()),
    started('S3', startS3()),
  ]);
  await s3.createBucket(BUCKET);
  const database = await postgres.createDatabase('shop');
  await createOrdersTable(database.url);

  say('Starting the standalone worker …');
  const worker = await startWorkerProcess({
    'bootstrap.servers': kafka.bootstrapServers,
    'value.converter.schemas.enable': 'true',
  });
  cleanups.push(worker.remove);
  say(`  REST API at ${worker.url}`);

  await worker.client.create('orders-source', {
    'connector.class': 'io.confluent.connect.jdbc.JdbcSourceConnector',
    'connection.url': database.jdbcUrl,
    'connection.user': database.user,
    'connection.password': database.password,
    mode: 'incrementing',
    'incrementing.column.name': 'id',
    'table.whitelist': 'orders',
    'topic.prefix': 'shop-',
    'poll.interval.ms': '100',
    'batch.max.rows': '2000',
    'topic.creation.default.partitions': '1',
    'topic.creation.default.replication.factor': '1',
  });
  await worker.client.create('orders-archive', {
    'connector.class': 'io.confluent.connect.s3.S3SinkConnector',
    topics: 'shop-orders',
    'storage.class': 'io.confluent.connect.s3.storage.S3Storage',
    's3.bucket.name': BUCKET,
    's3.region': s3.region,
    'store.url': s3.endpoint,
    's3.path.style.access.enabled': 'true',
    'aws.access.key.id': s3.accessKeyId,
    'aws.secret.access.key': s3.secretAccessKey,
    'format.class': 'io.confluent.connect.s3.format.json.JsonFormat',
    'json.decimal.format': 'NUMERIC',
    'flush.size': '10000',
    'files.span.batches': 'false',
    'event.source.batching.window.ms': '250',
  });
  say(`Created connectors orders-source (JDBC) and orders-archive (S3) over REST.`);

  const bucket = createBucketView(s3, BUCKET);
  cleanups.push(async () => bucket.close());
  const created = Date.now();
  await insertOrders(database.url, { from: 1, to: 1 });
  await waitFor('the first row', async () => (await bucket.keys()).length > 0);
  say(`  the first row was in S3 ${((Date.now() - created) / 1000).toFixed(1)} s later`);

  say(`Moving ${ROWS.toLocaleString('en')} rows …`);
  const begin = Date.now();
  const inserting = insertOrders(database.url, { from: 2, to: ROWS });
  // Awaited below; until then its failure shows in the rows that do not come.
  inserting.catch(() => {});
  const orders = new Map<string, readonly Order[]>();
  const seenAt = new Map<string, number>();
  let shown = 0;
  await waitFor(
    `${ROWS} rows in S3`,
    async () => {
      for (const key of await bucket.keys()) {
        if (orders.has(key)) continue;
        seenAt.set(key, Date.now());
        orders.set(key, await bucket.read(key));
      }
      const arrived = [...orders.values()].reduce((sum, rows) => sum + rows.length, 0);
      if (Date.now() - shown > 1000) {
        shown = Date.now();
        say(`  ${arrived.toLocaleString('en').padStart(9)} rows in ${orders.size} objects`);
      }
      for (const name of ['orders-source', 'orders-archive']) {
        const failed = (await worker.client.status(name)).tasks?.find(({ state }) => state === 'FAILED');
        if (failed !== undefined) throw new Error(`${name} failed: ${failed.trace}`);
      }
      return arrived >= ROWS;
    },
    150_000,
  );
  const seconds = (Date.now() - begin) / 1000;
  await inserting;

  const source = await readOrders(database.url);
  const arrived = checksumOf([...orders.values()].flat());
  const latencies = [...orders]
    .flatMap(([key, rows]) => rows.map(({ id }) => (seenAt.get(key) ?? 0) - (source.insertedAt.get(id) ?? 0)))
    .sort((a, b) => a - b);
  const exact = arrived.count === source.count && arrived.digest === source.digest;
  say('');
  say(`  rows in PostgreSQL  ${source.count}   checksum ${source.digest.slice(0, 16)}`);
  say(`  rows in S3          ${arrived.count}   checksum ${arrived.digest.slice(0, 16)}`);
  say(`  ${exact ? 'Every row arrived exactly as it left.' : 'THE ROWS DIFFER.'}`);
  say(`  ${Math.round(ROWS / seconds).toLocaleString('en')} records/s, ${orders.size} objects written`);
  say(
    `  insert to object: p50 ${Math.round(percentile(latencies, 0.5))} ms, p99 ${Math.round(percentile(latencies, 0.99))} ms`,
  );
  say('');
  say('Where to look next: README.md, "Run it for real"; docs/ for how it works; lib/connectors/ for every connector.');
  return exact;
};

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    say('\nStopping …');
    void cleanUp().then(() => process.exit(130));
  });

demo()
  .then(async (exact) => {
    await cleanUp();
    process.exit(exact ? 0 : 1);
  })
  .catch(async (error: unknown) => {
    // Whatever fails while everything is being stopped fails because of that.
    if (cleaning !== undefined) return;
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    await cleanUp();
    process.exit(1);
  });

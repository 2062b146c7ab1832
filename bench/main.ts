import { createKafkaJs } from '../lib/kafka/kafkajs/create-kafkajs.ts';
import { startKafka } from '../test/services/kafka.ts';
import { THREE_TRANSFORMATIONS } from './environment.ts';
import { benchSink } from './sink-path.ts';
import { benchSource } from './source-path.ts';

/** Records a row; fewer for a quick look. */
const RECORDS = Number(process.env.BENCH_RECORDS ?? 1_000_000);

const print = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

const broker = await startKafka();
try {
  const kafka = createKafkaJs({});
  const { bootstrapServers } = broker;
  for (const converter of ['string', 'json', 'json-schema'])
    print(await benchSource(kafka, bootstrapServers, converter, RECORDS));
  print(await benchSource(kafka, bootstrapServers, 'json', RECORDS, THREE_TRANSFORMATIONS));
  for (const converter of ['string', 'json', 'json-schema'])
    for (const bytes of [100, 1024]) print(await benchSink(kafka, bootstrapServers, converter, bytes, RECORDS));
  for (const bytes of [100, 1024])
    print(await benchSink(kafka, bootstrapServers, 'json', bytes, RECORDS, THREE_TRANSFORMATIONS));
} finally {
  await broker.stop();
}

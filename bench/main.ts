import { createKafkaJs } from '../lib/kafka/kafkajs/create-kafkajs.ts';
import { startBroker } from './broker.ts';
import { THREE_TRANSFORMATIONS } from './environment.ts';
import { benchFunctionInits } from './function-init.ts';
import { benchJdbcSink } from './jdbc-sink.ts';
import { benchSink } from './sink-path.ts';
import { benchSource } from './source-path.ts';

/** Records a row; fewer for a quick look. */
const RECORDS = Number(process.env.BENCH_RECORDS ?? 1_000_000);

const print = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

for (const row of benchFunctionInits()) print(row);
for (const row of await benchJdbcSink(RECORDS)) print(row);

const broker = await startBroker();
try {
  const target = { kafka: createKafkaJs({}), bootstrapServers: broker.bootstrapServers };
  const chained = { converter: 'json', records: RECORDS, transformations: THREE_TRANSFORMATIONS };
  for (const converter of ['string', 'json', 'json-schema'])
    print(await benchSource(target, { converter, bytes: 100, records: RECORDS }));
  print(await benchSource(target, { ...chained, bytes: 100 }));
  for (const converter of ['string', 'json', 'json-schema'])
    for (const bytes of [100, 1024]) print(await benchSink(target, { converter, bytes, records: RECORDS }));
  for (const bytes of [100, 1024]) print(await benchSink(target, { ...chained, bytes }));
} finally {
  await broker.stop();
}

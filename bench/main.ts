import { createKafkaJs } from '../lib/kafka/kafkajs/create-kafkajs.ts';
import { startBroker } from './broker.ts';
import { THREE_TRANSFORMATIONS } from './environment.ts';
import { benchFunctionInits } from './function-init.ts';
import { benchConverters, benchTransformations, type PluginCost } from './plugin-costs.ts';
import { benchSink } from './sink-path.ts';
import { benchSource } from './source-path.ts';

/** Records a row; fewer for a quick look. */
const RECORDS = Number(process.env.BENCH_RECORDS ?? 1_000_000);

const print = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

const inits = async (): Promise<void> => {
  for (const row of benchFunctionInits()) print(row);
};

const paths = async (): Promise<void> => {
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
};

/** As JSON lines, and for people as a table beside them. */
const costs = (bench: () => Iterable<PluginCost> | AsyncIterable<PluginCost>) => async (): Promise<void> => {
  const rows = [];
  for await (const cost of bench()) {
    print(cost);
    rows.push(`${cost.cpu_seconds_per_million.toFixed(3).padStart(8)}  ${cost.row}`);
  }
  process.stderr.write(`\nCPU s/million\n${rows.join('\n')}\n`);
};

const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  init: inits,
  path: paths,
  transforms: costs(benchTransformations),
  converters: costs(benchConverters),
};

/** All parts, or those named: `npm run bench -- transforms converters`. */
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PARTS);
for (const name of wanted) {
  const part = PARTS[name];
  if (part === undefined) throw new Error(`There is no ${name}, but ${Object.keys(PARTS).join(', ')}`);
  await part();
}

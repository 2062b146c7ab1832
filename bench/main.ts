import { createKafkaJs } from '../lib/kafka/kafkajs/create-kafkajs.ts';
import { startBroker } from './broker.ts';
import { type BenchBroker, THREE_TRANSFORMATIONS } from './environment.ts';
import { benchFunctionInits } from './function-init.ts';
import { benchLatency } from './latency.ts';
import { benchConverters, benchTransformations } from './plugin-costs.ts';
import { createResults } from './results.ts';
import { benchScale } from './scale.ts';
import { benchSinkMemory } from './sink-memory.ts';
import { benchSink } from './sink-path.ts';
import { benchSinks } from './sinks/catalogue.ts';
import { benchSource } from './source-path.ts';

/** Records a row; fewer for a quick look. */
const RECORDS = Number(process.env.BENCH_RECORDS ?? 1_000_000);
const LATENCY_SECONDS = Number(process.env.BENCH_SECONDS ?? 30);

/** Each makes its lines one by one. */
const SECTIONS: Readonly<Record<string, (broker: () => Promise<BenchBroker>) => AsyncIterable<object>>> = {
  init: async function* () {
    yield* benchFunctionInits();
  },
  paths: async function* (broker) {
    const target = await broker();
    const chained = { converter: 'json', records: RECORDS, transformations: THREE_TRANSFORMATIONS };
    for (const converter of ['string', 'json', 'json-schema'])
      yield benchSource(target, { converter, bytes: 100, records: RECORDS });
    yield benchSource(target, { ...chained, bytes: 100 });
    for (const converter of ['string', 'json', 'json-schema'])
      for (const bytes of [100, 1024]) yield benchSink(target, { converter, bytes, records: RECORDS });
    for (const bytes of [100, 1024]) yield benchSink(target, { ...chained, bytes });
  },
  sinks: async function* () {
    yield* benchSinks(RECORDS);
  },
  transforms: async function* () {
    yield* benchTransformations();
  },
  converters: async function* () {
    yield* benchConverters();
  },
  scale: async function* (broker) {
    yield* benchScale(await broker(), RECORDS);
  },
  latency: async function* (broker) {
    yield benchLatency(await broker(), LATENCY_SECONDS);
  },
  memory: async function* (broker) {
    yield benchSinkMemory(await broker(), RECORDS);
  },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in SECTIONS));
if (unknown.length > 0) throw new Error(`${unknown.join()} is none of ${Object.keys(SECTIONS).join(', ')}`);

let started: ReturnType<typeof startBroker> | undefined;
const broker = async (): Promise<BenchBroker> => {
  started ??= startBroker();
  return { kafka: createKafkaJs({}), bootstrapServers: (await started).bootstrapServers };
};

try {
  for (const [name, section] of Object.entries(SECTIONS)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const results = createResults(name);
    for await (const line of section(broker)) results.add(line);
    results.keep();
  }
} finally {
  await (await started)?.stop();
}

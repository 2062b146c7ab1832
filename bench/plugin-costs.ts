import type { RawConfig } from '../lib/connect/connector.ts';
import type { Header } from '../lib/connect/header.ts';
import { NO_HEADERS } from '../lib/connect/header.ts';
import { timestampSchema } from '../lib/connect/logical-types.ts';
import { NotReadyError } from '../lib/connect/not-ready.ts';
import type { SinkRecord } from '../lib/connect/record.ts';
import * as s from '../lib/connect/schema.ts';
import { Struct } from '../lib/connect/struct.ts';
import type { ConnectValue } from '../lib/connect/value.ts';
import { converters } from '../lib/converters/catalogue.ts';
import { transformations } from '../lib/transforms/catalogue.ts';
import { requiredSettings } from '../test/contract/transformations/required-settings.ts';

const WARM_UP = 20_000;
const RECORDS = 200_000;
const DISTINCT = 1000;

/** What one plugin costs for one kind of record; printed as a JSON line and as a row of the table. */
export interface PluginCost {
  readonly row: string;
  readonly cpu_seconds_per_million: number;
}

const measure = (row: string, work: (index: number) => void): PluginCost => {
  for (let index = 0; index < WARM_UP; index += 1) work(index % DISTINCT);
  const before = process.cpuUsage();
  for (let index = 0; index < RECORDS; index += 1) work(index % DISTINCT);
  const { user, system } = process.cpuUsage(before);
  return { row, cpu_seconds_per_million: Number(((user + system) / RECORDS).toFixed(3)) };
};

/** The columns of a row that are also those of an outbox table, so that one table serves all. */
const rowSchema = s.structSchema(
  [
    ['id', s.INT32_SCHEMA],
    ['name', s.OPTIONAL_STRING_SCHEMA],
    ['ts', timestampSchema({ optional: true })],
    ['aggregatetype', s.STRING_SCHEMA],
    ['aggregateid', s.STRING_SCHEMA],
    ['type', s.STRING_SCHEMA],
    ['payload', s.STRING_SCHEMA],
  ],
  { name: 'row', optional: true },
);

const envelopeSchema = s.structSchema(
  [
    ['before', rowSchema],
    ['after', rowSchema],
    ['op', s.STRING_SCHEMA],
    ['ts_ms', s.INT64_SCHEMA],
  ],
  { name: 'bench.Envelope' },
);

const rowOf = (id: number): Struct =>
  new Struct(rowSchema, [id, `name ${id}`, new Date(1_700_000_000_000 + id), 'order', `${id}`, 'made', '{"a":1}']);

const valuesOf: Readonly<Record<string, (id: number) => { readonly schema: s.Schema | null; value: ConnectValue }>> = {
  struct: (id) => ({ schema: rowSchema, value: rowOf(id) }),
  map: (id) => ({ schema: null, value: { id, name: `name ${id}`, ts: 1_700_000_000_000, text: 'x'.repeat(50) } }),
  event: (id) => ({ schema: envelopeSchema, value: new Struct(envelopeSchema, [null, rowOf(id), 'c', 1]) }),
};

const HEADERS: readonly Header[] = [{ key: 'h', schema: s.STRING_SCHEMA, value: 'x' }];

const recordsOf = (kind: string): readonly SinkRecord[] =>
  Array.from({ length: DISTINCT }, (_, offset) => {
    const { schema, value } = valuesOf[kind]?.(offset) ?? { schema: null, value: null };
    return {
      topic: 't',
      kafkaPartition: 0,
      keySchema: schema,
      key: value,
      valueSchema: schema,
      value,
      timestamp: 1_700_000_000_000,
      headers: offset === 0 ? HEADERS : NO_HEADERS,
      kafkaOffset: offset,
      timestampType: 'CREATE_TIME',
      originalTopic: 't',
      originalKafkaPartition: 0,
      originalKafkaOffset: offset,
    };
  });

const works = (work: (index: number) => void): boolean => {
  try {
    for (let index = 0; index < DISTINCT; index += 1) work(index);
    return true;
  } catch {
    return false;
  }
};

const simpleName = (className: string): string => className.slice(className.lastIndexOf('.') + 1);

/** Expressions that look into a record, as those of users do. */
const EXPRESSIONS: Readonly<Record<string, RawConfig>> = {
  'io.debezium.transforms.Filter': { language: 'cel', condition: "value.op == 'c' && value.after.id >= 0" },
  'io.debezium.transforms.ContentBasedRouter': {
    language: 'cel',
    'topic.expression': "value.op == 'c' ? 'new-' + value.after.type : null",
  },
};

/** Each transformation with the settings it cannot do without, on each kind of record that it does not refuse. */
export async function* benchTransformations(): AsyncGenerator<PluginCost> {
  for (const { className, load, create } of transformations) {
    await load();
    const isDebezium = className.startsWith('io.debezium.');
    const settings = EXPRESSIONS[className] ?? requiredSettings[className.replace(/\$(Key|Value|Header)$/, '')] ?? {};
    for (const kind of isDebezium ? ['event'] : ['struct', 'map']) {
      const records = recordsOf(kind);
      const transformation = create(settings);
      const work = (index: number): void => {
        const record = records[index];
        if (record !== undefined) transformation.apply(record);
      };
      const name = `${isDebezium ? 'Debezium ' : ''}${simpleName(className)}`;
      if (works(work)) yield measure(`transform ${name}, ${kind}`, work);
    }
  }
}

/** What converters may be made for, the richest first. */
const CONVERTIBLE: ReadonlyArray<{ readonly schema: s.Schema; readonly value: ConnectValue }> = [
  {
    schema: s.structSchema([
      ['id', s.INT64_SCHEMA],
      ['text', s.STRING_SCHEMA],
    ]),
    value: null,
  },
  { schema: s.STRING_SCHEMA, value: 'x'.repeat(100) },
  { schema: s.BYTES_SCHEMA, value: Buffer.alloc(100) },
  { schema: s.BOOLEAN_SCHEMA, value: true },
  ...[s.INT16_SCHEMA, s.INT32_SCHEMA, s.INT64_SCHEMA, s.FLOAT32_SCHEMA, s.FLOAT64_SCHEMA].map((schema) => ({
    schema,
    value: 5,
  })),
].map(({ schema, value }) => ({
  schema,
  value: schema.type === 'STRUCT' ? new Struct(schema, [7, 'x'.repeat(70)]) : value,
}));

const isText = ({ type }: s.Schema): boolean => type === 'STRUCT' || type === 'STRING';

/** Settings of those that need some: a registry in memory, in the place of one in the network. */
const REGISTRY = { 'schema.registry.url': 'mock://bench' };

/** The answer once the converter is ready; `undefined` of one that is not for such values, or needs a service. */
const whenReady = async <T>(work: () => T): Promise<T | undefined> => {
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof NotReadyError)) return undefined;
      const isReady = error.prepare().then(
        () => true,
        () => false,
      );
      if (!(await isReady)) return undefined;
    }
  }
};

/** Each converter but AWS Glue's, there and back: on a row and a text of about 100 bytes, or the one type it has. */
export async function* benchConverters(): AsyncGenerator<PluginCost> {
  for (const { className, create } of converters) {
    const usable = works(() => create({}, false)) ? {} : REGISTRY;
    if (!works(() => create(usable, false))) continue;
    const converter = create(usable, false);
    let measured = 0;
    for (const { schema, value } of CONVERTIBLE) {
      // One that takes texts is for texts; of the others' types one will do.
      if (measured > 0 && !isText(schema)) break;
      const bytes = await whenReady(() => converter.fromConnectData('t', schema, value));
      if (bytes === undefined) continue;
      await whenReady(() => converter.toConnectData('t', bytes));
      const name = `converter ${simpleName(className)}${isText(schema) ? `, ${schema.type.toLowerCase()}` : ''}`;
      yield measure(`${name}, write`, () => void converter.fromConnectData('t', schema, value));
      yield measure(`${name}, read`, () => void converter.toConnectData('t', bytes));
      measured += 1;
    }
  }
}

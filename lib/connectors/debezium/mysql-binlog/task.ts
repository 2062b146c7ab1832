import { createHash } from 'node:crypto';
import { defineSourceTask } from '../../../config/define-task.ts';
import { parseConfig } from '../../../config/parse-config.ts';
import type { RawConfig } from '../../../connect/connector.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import { STRING_SCHEMA, type StructSchema, withOptions } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import { mariadbConfig, mysqlConfig } from '../mysql/config.ts';
import { startBinlogTask } from '../mysql/reader-task.ts';
import { changeJson } from './change-json.ts';
import { type MySqlBinlogConfig, mysqlBinlogConfig } from './config.ts';

/** The same number in every run, and another one for another connector. */
const serverIdOf = (connector: string): number =>
  1 + (createHash('sha256').update(connector).digest().readUInt32BE(0) % 4_294_967_294);

const list = (names: readonly string[] | null): string | undefined => names?.join(',');

const defined = (config: Readonly<Record<string, string | undefined>>): RawConfig =>
  Object.fromEntries(
    Object.entries(config).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );

/** The same as Debezium's connector has it: from now on, and nothing but the rows that change. */
const debeziumConfig = (config: MySqlBinlogConfig, raw: RawConfig, connector: string): RawConfig =>
  defined({
    'database.hostname': config.host,
    'database.port': String(config.port),
    'database.user': config.user,
    'database.password': raw.password,
    'database.server.id': String(config['server.id'] ?? serverIdOf(connector)),
    'database.include.list': list(config['database.include.list']),
    'table.include.list': list(config['table.include.list']),
    'topic.prefix': connector,
    'snapshot.mode': 'no_data',
    'include.schema.changes': 'false',
    'extended.headers.enabled': 'false',
    'tombstones.on.delete': 'false',
    'bigint.unsigned.handling.mode': 'precise',
  });

const keySchemas = new WeakMap<StructSchema, StructSchema>();

/** A key's schema is named for its table. */
const plainKey = (key: Struct, table: string): Struct => {
  const schema = keySchemas.get(key.schema) ?? withOptions(key.schema, { name: `${table}.pk` });
  keySchemas.set(key.schema, schema);
  return new Struct(schema, key.values);
};

const plainRecord = (record: SourceRecord): SourceRecord => {
  const { key, value } = record;
  if (!(value instanceof Struct)) return record;
  const source = value.get('source');
  const table = source instanceof Struct ? `${String(source.get('db'))}.${String(source.get('table'))}` : record.topic;
  const plain = key instanceof Struct ? plainKey(key, table) : null;
  return {
    ...record,
    topic: table,
    keySchema: plain?.schema ?? null,
    key: plain,
    valueSchema: STRING_SCHEMA,
    value: changeJson(value),
    headers: [],
  };
};

/** Follows `org.wushujames.connect.mysql.MySqlSourceTask`, on Debezium's reader. */
export const mysqlBinlogTask = defineSourceTask(mysqlBinlogConfig, async (config, context) => {
  const raw = debeziumConfig(config, context.configs, context.connector);
  const readerContext = { ...context, configs: raw };
  const reader = await (config.server === 'mariadb'
    ? startBinlogTask('mariadb', parseConfig(mariadbConfig, raw), readerContext)
    : startBinlogTask('mysql', parseConfig(mysqlConfig, raw), readerContext));
  return { ...reader, poll: async (signal) => (await reader.poll(signal))?.map(plainRecord) ?? null };
});

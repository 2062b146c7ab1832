import { randomInt } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import type { SourceTaskPlugin } from '../../../lib/config/define-task.ts';
import { type Logger, silentLogger } from '../../../lib/connect/logger.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import { fieldOf, type Schema, type StructSchema } from '../../../lib/connect/schema.ts';
import { debeziumMariadbTask } from '../../../lib/connectors/debezium/mariadb/task.ts';
import { debeziumMysqlTask } from '../../../lib/connectors/debezium/mysql/task.ts';
import { debeziumPostgresqlTask } from '../../../lib/connectors/debezium/postgresql/task.ts';
import { extractNewRecordState } from '../../../lib/transforms/extract-new-record-state.ts';
import { databases, type TestDatabase } from '../jdbc/databases.ts';
import { sinkRecords, startSink } from '../jdbc/sink-tasks.ts';
import { createBinlogDatabase } from './binlog-database.ts';
import { atLeast, startReader } from './reader.ts';
import { SETUP_OF_POSTGRES, TRIPS, type Trip } from './round-trip-types.ts';
import { createSourceDatabase } from './source-database.ts';

type Flavor = Trip['from'];

interface Source {
  readonly config: Record<string, string>;
  readonly plugin: SourceTaskPlugin;
  run(sql: string): Promise<unknown>;
  drop(): Promise<void>;
}

const openSource = async (flavor: Flavor): Promise<Source> => {
  if (flavor === 'postgres') {
    const database = await createSourceDatabase(inject('postgres'));
    const config = database.config('trip');
    return { config, plugin: debeziumPostgresqlTask, run: (sql) => database.client.query(sql), drop: database.drop };
  }
  const database = await createBinlogDatabase(inject(flavor), flavor);
  return {
    config: { ...database.config('trip'), 'database.server.id': String(randomInt(1000, 2 ** 31)) },
    plugin: flavor === 'mysql' ? debeziumMysqlTask : debeziumMariadbTask,
    run: database.query,
    drop: database.drop,
  };
};

/** Another database than the one that is read. */
const TARGETS: Readonly<Record<Flavor, 'postgres' | 'mysql'>> = {
  postgres: 'mysql',
  mysql: 'postgres',
  mariadb: 'mysql',
};

const openTarget = async (name: string): Promise<TestDatabase> => {
  const [, open] = databases.find(([one]) => one === name) ?? [];
  if (open === undefined) throw new Error(`no database ${name}`);
  return open();
};

/** The same value has the same text, wherever it is kept. */
const canonical = (text: string | null): string | null => {
  if (text === null) return null;
  if (/^-?\d+\.\d+$/.test(text)) return text.replace(/\.?0+$/, '');
  if (/\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d)?$/.test(text))
    return text
      .replace(/[+-]00$/, '')
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, '');
  if (/^[[{"]/.test(text))
    try {
      return JSON.stringify(JSON.parse(text));
    } catch {
      return text;
    }
  return text === 'true' || text === 't' ? '1' : text === 'false' || text === 'f' ? '0' : text;
};

/** The column as text: bytes as PostgreSQL writes them. */
const shown = ({ quote }: TestDatabase, row: Schema): string => {
  if (quote === '"') return 'c';
  const isBytes = row.type === 'STRUCT' && /^(io\.debezium\.data\.Bits)?$/.test(bytesName(row));
  return isBytes ? "concat('\\\\x', lower(hex(c)))" : 'CAST(c AS CHAR)';
};

/** The name of the column's schema, where it is of bytes. */
const bytesName = (row: StructSchema): string => {
  const schema = fieldOf(row, 'c')?.schema;
  return schema?.type === 'BYTES' ? (schema.name ?? '') : 'none';
};

const unwrap = extractNewRecordState.create({});

/** A row of the table in the target, or why there is none. */
const store = async (
  target: TestDatabase,
  table: string,
  record: SourceRecord,
  settings: Trip['sink'],
): Promise<string | null> => {
  const plain = unwrap.apply({ ...record, topic: table });
  if (plain === null || plain.keySchema === null || plain.valueSchema === null)
    throw new Error(`${table} has no record`);
  if (plain.valueSchema.type === 'STRUCT' && fieldOf(plain.valueSchema, 'c') === undefined) return 'left out';
  try {
    const sink = await startSink({
      ...target.config,
      topics: table,
      'auto.create': 'true',
      'insert.mode': 'upsert',
      'pk.mode': 'record_key',
      ...settings,
    });
    await sink.put(
      sinkRecords(table, [{ key: [plain.keySchema, plain.key], value: [plain.valueSchema, plain.value] }]),
    );
  } catch (error) {
    return `refused: ${String(error)}`;
  }
  const [row] = await target.select(`SELECT ${shown(target, plain.valueSchema)} FROM ${table}`);
  return canonical(row?.[0] ?? null);
};

const createTables = async (source: Source, { from, columns }: Trip): Promise<void> => {
  await source.run(from === 'postgres' ? SETUP_OF_POSTGRES : "SET SESSION sql_mode = 'ALLOW_INVALID_DATES'");
  for (const [index, { type, value }] of columns.entries()) {
    await source.run(`CREATE TABLE t${index} (id INT PRIMARY KEY, c ${type})`);
    await source.run(`INSERT INTO t${index} VALUES (1, ${value})`);
  }
};

const LOSS = /^Column \S+\.t(\d+)\.c of type /;

/** What is said about losses: a line a column, as `<number of its table>: <sentence>`. */
const heard = (texts: readonly string[]): readonly string[] =>
  texts.filter((text) => LOSS.test(text)).map((text) => `${LOSS.exec(text)?.[1]}: ${text}`);

const told = ({ columns }: Trip, of: ReadonlyArray<'the type' | 'the value'>): readonly string[] =>
  columns.flatMap(({ loses }, index) =>
    loses === undefined || !of.includes(loses.of)
      ? []
      : [expect.stringMatching(new RegExp(`^${index}: .*${loses.what.source}`))],
  );

const sorted = (lines: readonly string[]): readonly string[] =>
  [...lines].sort((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10));

/** The sentences of a refusal, one a column. */
const sentences = (message: string): readonly string[] => message.split(/(?=Column \S+ of type )/);

/** Reads under `lossy.types.handling.mode=fail` until that fails. */
const refusal = async (source: Source, settings: Readonly<Record<string, string>>): Promise<string> => {
  const config = { ...source.config, ...settings, 'lossy.types.handling.mode': 'fail' };
  try {
    const reader = await startReader(config, { plugin: source.plugin });
    await reader.readUntil(atLeast(1)).finally(reader.stop);
    return 'it was read';
  } catch (error) {
    return String(error);
  }
};

/** A table beside those that are refused already is looked at alone. */
const only = (source: Source, index: number): Readonly<Record<string, string>> => ({
  'table.include.list': `${source.config['table.include.list'] ?? source.config['database.include.list'] ?? 'public'}.t${index}`,
});

describe.each(TRIPS)('$what', (trip) => {
  const { from, columns, source: settings, sink } = trip;
  it('comes to another database without loss, or is refused with the reason', { timeout: 120_000 }, async () => {
    const source = await openSource(from);
    const target = await openTarget(TARGETS[from]);
    try {
      await createTables(source, trip);
      const warnings: string[] = [];
      const log: Logger = { ...silentLogger, warn: (message) => void warnings.push(message) };
      const reader = await startReader({ ...source.config, ...settings }, { plugin: source.plugin, log });
      const records = await reader.readUntil(atLeast(columns.length));
      await reader.stop();
      const results: string[] = [];
      for (const [index, { type }] of columns.entries()) {
        const record = records.find(({ topic }) => topic.endsWith(`.t${index}`));
        results.push(`${type}: ${record === undefined ? 'no record' : await store(target, `t${index}`, record, sink)}`);
      }
      expect(results).toEqual(
        columns.map(({ type, is }) => (typeof is === 'string' ? `${type}: ${is}` : expect.stringMatching(is))),
      );
      // Nothing is lost without a word, and nothing is said of what comes whole.
      expect(sorted(heard(warnings))).toEqual(told(trip, ['the type', 'the value']));
      const refused = await refusal(source, settings);
      expect(sorted(heard(sentences(refused)))).toEqual(told(trip, ['the type']));
      for (const [index, { loses, type }] of columns.entries())
        if (loses?.of === 'the value')
          expect(`${type}: ${await refusal(source, { ...settings, ...only(source, index) })}`).toMatch(
            new RegExp(
              `${type.replace(/[[\]()]/g, '\\$&')}: DataError: The value .* would be lost\\. .*${loses.what.source}`,
            ),
          );
    } finally {
      await Promise.allSettled([source.drop(), target.close()]);
    }
  });
});

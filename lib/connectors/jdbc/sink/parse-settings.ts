import { javaRegexMatching } from '../../../config/java-regex.ts';
import type { RawConfig } from '../../../connect/connector.ts';
import { timeZone } from '../time-zone.ts';
import type { JdbcSinkConfig } from './config.ts';
import type { SinkSettings } from './sink-settings.ts';

const isDebezium = (raw: RawConfig): boolean => raw['connector.class']?.startsWith('io.debezium.') ?? false;

/** Fields written as `field`, `topic:field`. */
const fieldSet = (entries: readonly string[]) => {
  const names = new Set(entries.filter((entry) => entry !== ''));
  return {
    isEmpty: names.size === 0,
    has: (topic: string, field: string) => names.has(field) || names.has(`${topic}:${field}`),
  };
};

const includes = (config: JdbcSinkConfig): SinkSettings['includes'] => {
  const whitelist = fieldSet([...config['fields.whitelist'], ...config['field.include.list']]);
  const excluded = fieldSet(config['field.exclude.list']);
  return (topic, field) => (whitelist.isEmpty || whitelist.has(topic, field)) && !excluded.has(topic, field);
};

const quoteMethod = (config: JdbcSinkConfig, raw: RawConfig): 'always' | 'never' => {
  const quotes = config['quote.identifiers'];
  if (quotes !== null) return quotes ? 'always' : 'never';
  if (isDebezium(raw) && raw['quote.sql.identifiers'] === undefined) return 'never';
  return config['sql.quote.identifiers'] ? config['quote.sql.identifiers'] : 'never';
};

const PASSTHROUGH = 'io.debezium.sink.naming.PassthroughCollectionNamingStrategy';

const tableNames = (config: JdbcSinkConfig, raw: RawConfig): SinkSettings['tableNames'] => ({
  format: config['collection.name.format'] ?? config['table.name.format'],
  normalize: config['table.name.normalize'],
  mapping: new Map(
    config['topics.to.tables.mapping'].map((entry): [string, string] => {
      const [topic = '', table = ''] = entry.split(':');
      return [topic.trim(), table.trim()];
    }),
  ),
  dotsToUnderscores:
    isDebezium(raw) && (config['table.naming.strategy'] ?? config['collection.naming.strategy']) !== PASSTHROUGH,
});

const UTC = timeZone('UTC');

/** Java's old dates are Confluent's; Debezium's writes days as databases count them, and moves moments only between zones. */
const datesOf = (config: JdbcSinkConfig, raw: RawConfig): Pick<SinkSettings, 'dates' | 'dateZone' | 'instantZone'> => {
  const zone = timeZone(config['use.time.zone'] ?? config['database.time_zone'] ?? config['db.timezone']);
  const calendar = config['date.calendar.system'];
  if (!isDebezium(raw))
    return {
      dates: { zone, calendar },
      dateZone: config['date.timezone'] === 'utc' ? UTC : zone,
      instantZone: zone,
    };
  const ofEvents = raw['date.calendar.system'] === undefined ? 'PROLEPTIC_GREGORIAN' : calendar;
  return { dates: { zone: UTC, calendar: ofEvents }, dateZone: UTC, instantZone: zone };
};

/** Primary key and mode by whichever product's keys. */
export const primaryKey = (config: JdbcSinkConfig): Pick<SinkSettings, 'pkMode' | 'pkFields'> => ({
  pkMode: config['primary.key.mode'] ?? config['pk.mode'],
  pkFields: (config['primary.key.fields'] ?? config['pk.fields']).filter((name) => name !== ''),
});

const topicsOf = (raw: RawConfig): SinkSettings['requiredTables'] => ({
  topics: (raw.topics ?? '')
    .split(',')
    .map((topic) => topic.trim())
    .filter((topic) => topic !== ''),
  areAll: raw['topics.regex'] === undefined,
});

/** What a configuration means; the class says whose defaults count. */
export const parseSettings = (config: JdbcSinkConfig, raw: RawConfig): SinkSettings => {
  const evolution = config['schema.evolution'];
  return {
    connector: raw.name ?? '',
    insertMode: config['insert.mode'] === 'multi' ? 'insert' : config['insert.mode'],
    ...primaryKey(config),
    includes: includes(config),
    deleteEnabled: config['delete.enabled'],
    skipsTombstones: isDebezium(raw) && !config['delete.enabled'],
    truncateEnabled: config['truncate.enabled'],
    autoCreate: evolution === null ? config['auto.create'] : evolution === 'basic',
    autoEvolve: evolution === null ? config['auto.evolve'] : evolution === 'basic',
    requiredTables: evolution === 'validate-only' ? topicsOf(raw) : null,
    cloudEvents: isDebezium(raw) ? javaRegexMatching(config['cloud.events.schema.name.pattern']) : null,
    batchSize: Math.max(1, config['batch.size']),
    maxRetries: config['flush.max.retries'] ?? config['max.retries'],
    retryBackoffMs: config['flush.retry.delay.ms'] ?? config['retry.backoff.ms'],
    trimSensitive: config['trim.sensitive.log'],
    replaceNullWithDefault: config['replace.null.with.default'],
    stringColumn: config['string.output.value.column.name'],
    timestampFields: new Set(config['timestamp.fields.list']),
    timestampDigits: config['timestamp.precision.mode'] === 'nanoseconds' ? 9 : 6,
    ...datesOf(config, raw),
    quoteMethod: quoteMethod(config, raw),
    tableNames: tableNames(config, raw),
    offsetsTable: { catalog: null, schema: null, name: config['offsets.table.name'] },
  };
};

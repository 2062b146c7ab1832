import { defineConfig } from '../../../../config/config-def.ts';
import { parseConfig } from '../../../../config/parse-config.ts';
import { atLeast, oneOf, oneOfIgnoringCase } from '../../../../config/validators.ts';
import type { ConfigProblem, RawConfig } from '../../../../connect/connector.ts';
import { asError } from '../../../../connect/errors.ts';
import { levels } from '../config/confluent.ts';
import { parseMapping } from '../mapping/parse-mapping.ts';
import { type CodecSettings, type TableMapping, TIME_UNITS, type TimeUnit } from '../mapping/table-mapping.ts';
import { SyntaxProblem } from '../mapping/tokens.ts';
import { queryParameters } from '../query-parameters.ts';
import { isTemporalPattern } from '../types/temporal-pattern.ts';
import { isTimeZone } from '../types/time-zone.ts';
import type { TopicKeys } from './topic-keys.ts';

const units = Object.keys(TIME_UNITS).filter((name): name is TimeUnit => name in TIME_UNITS);
const low = { importance: 'LOW', documentation: '' } as const;

/** What DataStax's connector reads below `topic.<topic>.<keyspace>.<table>.` */
const tableConfig = defineConfig({
  mapping: { type: 'STRING', ...low },
  consistencyLevel: { type: 'STRING', default: 'LOCAL_ONE', validator: oneOfIgnoringCase(...levels), ...low },
  ttl: { type: 'INT', default: -1, validator: atLeast(-1), ...low },
  ttlTimeUnit: { type: 'STRING', default: 'SECONDS', validator: oneOf(...units), ...low },
  timestampTimeUnit: { type: 'STRING', default: 'MICROSECONDS', validator: oneOf(...units), ...low },
  nullToUnset: { type: 'BOOLEAN', default: true, ...low },
  deletesEnabled: { type: 'BOOLEAN', default: true, ...low },
  query: { type: 'STRING', default: null, ...low },
});

const codecConfig = defineConfig({
  locale: { type: 'STRING', default: 'en_US', validator: oneOf('en_US', 'en-US', 'en'), ...low },
  timeZone: { type: 'STRING', default: 'UTC', validator: isTimeZone, ...low },
  timestamp: { type: 'STRING', default: 'CQL_TIMESTAMP', validator: isTemporalPattern, ...low },
  date: { type: 'STRING', default: 'ISO_LOCAL_DATE', validator: isTemporalPattern, ...low },
  time: { type: 'STRING', default: 'ISO_LOCAL_TIME', validator: isTemporalPattern, ...low },
  unit: { type: 'STRING', default: 'MILLISECONDS', validator: oneOf(...units), ...low },
});

/** @throws ConfigError */
export const codecSettings = (values: RawConfig): CodecSettings => parseConfig(codecConfig, values);

const inSeconds = (ttl: number, unit: TimeUnit): number =>
  Number((BigInt(ttl) * TIME_UNITS[unit]) / TIME_UNITS.SECONDS);

/** @throws ConfigError, SyntaxProblem */
export const tableMapping = (keys: TopicKeys, codec: CodecSettings): TableMapping => {
  const config = parseConfig(tableConfig, keys.values);
  return {
    keyspace: keys.keyspace,
    table: keys.table,
    foldsCase: false,
    ...parseMapping(config.mapping),
    ttlSeconds: config.ttl < 0 ? null : inSeconds(config.ttl, config.ttlTimeUnit),
    ttlUnit: config.ttlTimeUnit,
    timestampUnit: config.timestampTimeUnit,
    consistency: config.consistencyLevel,
    nullToUnset: config.nullToUnset,
    absentToUnset: true,
    deletes: config.deletesEnabled ? 'nulls' : 'none',
    deleteKeys: null,
    write: 'insert',
    query: config.query,
    codec,
    creates: { keyspace: false, table: false, options: '' },
  };
};

const named = (error: unknown): { readonly name: string; readonly message: string } => {
  const { message } = asError(error);
  if (error instanceof SyntaxProblem)
    return { name: 'mapping', message: `Could not be parsed at ${error.position}: ${message}` };
  return { name: /configuration "?(\w+)"?/.exec(message)?.[1] ?? 'mapping', message };
};

const queryProblems = (
  { query, columns, ttlSource }: TableMapping,
  { prefix, values }: TopicKeys,
): readonly ConfigProblem[] => {
  if (query === null) return [];
  if (!/^false$/i.test(values.deletesEnabled?.trim() ?? ''))
    return [
      {
        key: `${prefix}.query`,
        message: `You cannot provide both ${prefix}.query and ${prefix}.deletesEnabled. If you want to provide own query, set the deletesEnabled to false.`,
      },
    ];
  const names = columns.map(({ column }) => column);
  const missing = queryParameters(query).filter((name) => !names.includes(name));
  if (missing.length > 0 || ttlSource !== null)
    return [
      {
        key: `${prefix}.mapping`,
        message: `With a query the mapping gives its parameters, and nothing else: ${missing.length > 0 ? `missing ${missing.join(', ')}` : '__ttl is not one'}`,
      },
    ];
  return [];
};

/** What is wrong with the keys of one table. */
export const tableProblems = (keys: TopicKeys, codec: CodecSettings): readonly ConfigProblem[] => {
  try {
    return queryProblems(tableMapping(keys, codec), keys);
  } catch (error) {
    const { name, message } = named(error);
    return [
      {
        key: `${keys.prefix}.${name}`,
        message: `Invalid value ${keys.values[name] ?? ''} for configuration ${keys.prefix}.${name}: ${message}`,
      },
    ];
  }
};

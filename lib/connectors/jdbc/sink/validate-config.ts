import type { ConfigProblem } from '../../../connect/connector.ts';
import { dialectProblems } from '../dialect-problems.ts';
import type { JdbcSinkConfig } from './config.ts';
import { primaryKey } from './parse-settings.ts';

const under = (keys: readonly string[], message: string): readonly ConfigProblem[] =>
  keys.map((key) => ({ key, message }));

/** Confluent's takes the key of a deletion from its key alone, Debezium's from the row before, or from headers, too. */
const deletesByKey = (config: JdbcSinkConfig): readonly ConfigProblem[] => {
  const mode = config['primary.key.mode'];
  if (!config['delete.enabled'] || primaryKey(config).pkMode === 'record_key') return [];
  if (mode === 'record_value' || mode === 'record_header') return [];
  return under(['delete.enabled', 'pk.mode'], 'Deletes are only supported for pk.mode record_key');
};

const oneFieldList = (config: JdbcSinkConfig): readonly ConfigProblem[] =>
  config['field.include.list'].length > 0 && config['field.exclude.list'].length > 0
    ? under(
        ['field.include.list', 'field.exclude.list'],
        'Cannot define both field.exclude.list and field.include.list. Please specify only one.',
      )
    : [];

/** Which tables there must be is asked before there are records. */
const requiredTables = (config: JdbcSinkConfig): readonly ConfigProblem[] =>
  config['schema.evolution'] === 'validate-only' && config['collection.name.format']?.includes('${source.')
    ? under(
        ['schema.evolution', 'collection.name.format'],
        "'schema.evolution=validate-only' cannot validate target tables when 'collection.name.format' contains source field placeholders.",
      )
    : [];

/** The original finds out with the first record; its updates without a key would change every row. */
const writesByKey = (config: JdbcSinkConfig): readonly ConfigProblem[] => {
  const mode = config['insert.mode'];
  return (mode === 'upsert' || mode === 'update') && primaryKey(config).pkMode === 'none'
    ? under(
        ['insert.mode', 'pk.mode'],
        `Write in ${mode.toUpperCase()} mode requires key field names to be known, check the primary key configuration`,
      )
    : [];
};

const kafkaTrio = (config: JdbcSinkConfig): readonly ConfigProblem[] => {
  const { pkMode, pkFields } = primaryKey(config);
  return pkMode === 'kafka' && pkFields.length !== 0 && pkFields.length !== 3
    ? under(
        ['pk.fields'],
        `PK mode is KAFKA so there should either be no field names defined for defaults [__connect_topic, __connect_partition, __connect_offset] to be applicable, or exactly 3, defined fields are: [${pkFields.join(', ')}]`,
      )
    : [];
};

/** What single keys cannot tell; the original's sentences where it has them. */
export const validateJdbcSink = (config: JdbcSinkConfig): readonly ConfigProblem[] => [
  ...dialectProblems(config),
  ...deletesByKey(config),
  ...writesByKey(config),
  ...kafkaTrio(config),
  ...oneFieldList(config),
  ...requiredTables(config),
];

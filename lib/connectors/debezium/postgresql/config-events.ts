import { defineConfig } from '../../../config/config-def.ts';
import { atLeast, oneOf } from '../../../config/validators.ts';
import { onlyAllows, patternList } from '../config/validators.ts';
import { TIME_MODES } from './types/value-type.ts';

const group = 'Events';

/** What is particular to PostgreSQL’s events. */
export const postgresEventConfig = defineConfig({
  'snapshot.mode': {
    type: 'STRING',
    default: 'initial',
    validator: oneOf('always', 'initial', 'initial_only', 'no_data', 'never', 'when_needed', 'configuration_based'),
    importance: 'MEDIUM',
    documentation:
      'What a run reads first. initial: all rows, once. always: all rows whenever the connector is started. initial_only: all rows and no changes after. no_data: no rows. when_needed: as initial, and again when the log was lost. configuration_based: as the keys snapshot.mode.configuration.based.* have it.',
    group,
  },
  'time.precision.mode': {
    type: 'STRING',
    default: 'adaptive',
    validator: oneOf(...TIME_MODES),
    importance: 'MEDIUM',
    documentation:
      'How times are shown: adaptive by the column’s precision, or in one unit, as Connect’s types, or as ISO texts.',
    group,
  },
  'interval.handling.mode': {
    type: 'STRING',
    default: 'numeric',
    validator: oneOf('numeric', 'string'),
    importance: 'LOW',
    documentation:
      'How intervals are shown: as microseconds, a month counted as a twelfth of 365.25 days; or exactly, as ISO texts.',
    group,
  },
  'hstore.handling.mode': {
    type: 'STRING',
    default: 'json',
    validator: oneOf('json', 'map'),
    importance: 'LOW',
    documentation: 'How hstore is shown.',
    group,
  },
  'money.fraction.digits': {
    type: 'INT',
    default: 2,
    validator: atLeast(0),
    importance: 'LOW',
    documentation: 'Digits after the point of money.',
    group,
  },
  'include.unknown.datatypes': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation:
      'Whether columns of types that the connector does not know come as bytes of their text, rather than not at all.',
    group,
  },
  'schema.refresh.mode': {
    type: 'STRING',
    default: 'columns_diff',
    validator: oneOf('columns_diff', 'columns_diff_exclude_unchanged_toast'),
    importance: 'MEDIUM',
    documentation: 'When a table’s schema is read again.',
    group,
    ignored: 'pgoutput tells the schema before the first change that has it',
  },
  'message.prefix.include.list': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'MEDIUM',
    documentation: 'Prefixes of logical messages to capture, as expressions; all by default.',
    group,
  },
  'message.prefix.exclude.list': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'MEDIUM',
    documentation: 'Prefixes of logical messages not to capture, as expressions.',
    group,
  },
  'sourceinfo.struct.maker': {
    type: 'CLASS',
    default: 'io.debezium.connector.postgresql.PostgresSourceInfoStructMaker',
    validator: onlyAllows(
      'io.debezium.connector.postgresql.PostgresSourceInfoStructMaker',
      'other makers are Java classes, which cannot run here',
    ),
    importance: 'LOW',
    documentation: 'Makes the field source.',
    group,
  },
});

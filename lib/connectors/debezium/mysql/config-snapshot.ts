import { defineConfig } from '../../../config/config-def.ts';
import { atLeast, oneOf } from '../../../config/validators.ts';
import { snapshotConfig } from '../config/snapshot-keys.ts';

const group = 'Snapshots';

const { 'snapshot.isolation.mode': _isolation, ...shared } = snapshotConfig;

/** Snapshots of both servers. */
export const binlogSnapshotConfig = defineConfig({
  ...shared,
  'snapshot.mode': {
    type: 'STRING',
    default: 'initial',
    validator: oneOf(
      'always',
      'initial',
      'initial_only',
      'no_data',
      'schema_only',
      'never',
      'recovery',
      'schema_only_recovery',
      'when_needed',
      'configuration_based',
    ),
    importance: 'LOW',
    documentation:
      'What a run reads first. initial: all tables and rows, once. always: all rows whenever the connector is started. initial_only: all rows and no changes after. no_data (schema_only): tables, but no rows. never: neither, the log from its first event on. recovery (schema_only_recovery): tables anew, where the schema history was lost and no table has changed since. when_needed: as initial, and again when the log was lost. configuration_based: as the keys snapshot.mode.configuration.based.* have it.',
    group,
  },
  'snapshot.lock.timeout.ms': {
    type: 'LONG',
    default: 10000,
    validator: atLeast(0),
    importance: 'MEDIUM',
    documentation: 'How long to wait for locks when a snapshot begins or goes on, in milliseconds.',
    group,
  },
  'snapshot.mode.configuration.based.snapshot.schema': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'With snapshot.mode=configuration_based: whether a new connector reads the tables’ definitions.',
    group,
  },
  'snapshot.mode.configuration.based.snapshot.on.schema.error': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'With snapshot.mode=configuration_based: whether a lost schema history is read anew.',
    group,
  },
  'incremental.snapshot.watermarking.strategy': {
    type: 'STRING',
    default: 'INSERT_INSERT',
    validator: oneOf('INSERT_INSERT', 'INSERT_DELETE', 'insert_insert', 'insert_delete'),
    importance: 'LOW',
    documentation:
      'How chunks of a snapshot that a signal asked for are marked in the signal table: by two rows, or by one that is deleted again.',
    group,
  },
  'incremental.snapshot.allow.schema.changes': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Whether tables may change while such a snapshot is taken.',
    group,
    ignored: 'they may: a chunk is read again when its table changes',
  },
});

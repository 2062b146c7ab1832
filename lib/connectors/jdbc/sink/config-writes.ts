import { defineConfig } from '../../../config/config-def.ts';
import { atLeast } from '../../../config/validators.ts';
import { enumerator } from '../validators.ts';

const quoting = ['always', 'never'] as const;

/** What is written, how, and what is made in the database for it. */
export const writesConfig = defineConfig({
  'insert.mode': {
    type: 'STRING',
    default: 'insert',
    validator: enumerator('insert', 'multi', 'upsert', 'update'),
    importance: 'HIGH',
    documentation:
      'What a record does. insert: it is a new row; delivered twice it fails on its key, or is there twice without one, unless delivery.guarantee=exactly_once. upsert: it also changes the row of its key. update: it only changes the row of its key. multi, a word of Aiven’s, is insert, which writes several rows a statement anyway.',
    group: 'Writes',
    width: 'MEDIUM',
    displayName: 'Insert Mode',
  },
  'batch.size': {
    type: 'INT',
    default: 3000,
    validator: atLeast(0),
    importance: 'MEDIUM',
    documentation: 'The most rows of one statement, as far as the database allows so many parameters.',
    group: 'Writes',
    width: 'SHORT',
    displayName: 'Batch Size',
  },
  'delete.enabled': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether a record without a value deletes the row of its key. Needs pk.mode=record_key.',
    group: 'Writes',
    width: 'SHORT',
    displayName: 'Enable deletes',
  },
  'table.types': {
    type: 'LIST',
    default: ['TABLE'],
    importance: 'LOW',
    documentation: 'Kinds of tables to write to.',
    group: 'Writes',
    width: 'MEDIUM',
    displayName: 'Table Types',
    ignored: 'whatever the database lets rows be inserted into is written to, views and partitioned tables included',
  },
  'replace.null.with.default': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Whether a field’s default is written where its value is null.',
    group: 'Writes',
    width: 'MEDIUM',
    displayName: 'Replace null value with default value',
  },
  'auto.create': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether a missing table is created, with the columns of the record at hand.',
    group: 'DDL Support',
    width: 'SHORT',
    displayName: 'Auto-Create',
  },
  'auto.evolve': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation:
      'Whether missing columns are added, for fields that are optional or have a default. Columns are never changed or dropped.',
    group: 'DDL Support',
    width: 'SHORT',
    displayName: 'Auto-Evolve',
  },
  'quote.sql.identifiers': {
    type: 'STRING',
    default: 'always',
    validator: enumerator(...quoting),
    importance: 'MEDIUM',
    documentation: 'Whether names of tables and columns are quoted in SQL.',
    group: 'DDL Support',
    width: 'MEDIUM',
    displayName: 'Quote Identifiers',
    recommender: { validValues: () => quoting },
  },
  'mssql.use.merge.holdlock': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Whether SQL Server locks what it merges into.',
    group: 'DML Support',
    width: 'MEDIUM',
    displayName: 'SQL Server - Use HOLDLOCK in MERGE',
    ignored: 'SQL Server is not among the databases',
  },
  'max.retries': {
    type: 'INT',
    default: 10,
    validator: atLeast(0),
    importance: 'MEDIUM',
    documentation:
      'How often in a row a batch that failed for a lost connection, a deadlock or the like is tried again before the task fails. Records that the database refuses for what they hold are not tried again.',
    group: 'Retries',
    width: 'SHORT',
    displayName: 'Maximum Retries',
  },
  'retry.backoff.ms': {
    type: 'INT',
    default: 3000,
    validator: atLeast(0),
    importance: 'MEDIUM',
    documentation: 'Milliseconds to wait before a failed batch is tried again.',
    group: 'Retries',
    width: 'SHORT',
    displayName: 'Retry Backoff (millis)',
  },
  'trim.sensitive.log': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Whether the database’s own words, which may quote values, are kept out of errors and logs.',
    internal: true,
  },
  'offsets.table.name': {
    type: 'STRING',
    default: 'connect_offsets',
    importance: 'LOW',
    documentation:
      'With delivery.guarantee=exactly_once the table that keeps the offsets beside the data; it is created if it is missing.',
    internal: true,
  },
});

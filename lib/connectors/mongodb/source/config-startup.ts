import { defineConfig } from '../../../config/config-def.ts';
import { atLeast, nonEmptyString } from '../../../config/validators.ts';
import { parseObjects } from '../plain-json.ts';
import { enumerator, orEmpty, readable, regexOrEmpty } from '../validators.ts';
import { parseOperationTime } from './operation-time.ts';

const startup = { type: 'STRING', default: '', importance: 'MEDIUM', group: 'Startup', width: 'MEDIUM' } as const;
const errors = { type: 'STRING', importance: 'MEDIUM', group: 'Errors', width: 'SHORT' } as const;
const inOrder =
  'collections are copied one after the other in the order of _id, so that the copy goes on in the next run';
const pipeline = readable('A valid JSON array', parseObjects);

/** Where the source begins, and what it does about errors and silence. */
export const startupConfig = defineConfig({
  'startup.mode': {
    ...startup,
    validator: orEmpty(enumerator('latest', 'timestamp', 'copy_existing')),
    documentation:
      'Where a source begins that has no offset yet: with new changes (latest), with those since a time (timestamp), or with all documents there are, then the changes since (copy_existing).',
    displayName: 'The start up behavior when there is no source offset available.',
  },
  'startup.mode.timestamp.start.at.operation.time': {
    ...startup,
    validator: readable('Seconds since the epoch, an ISO-8601 instant, or a BSON timestamp', parseOperationTime),
    documentation:
      'The time to begin with: seconds since the epoch, an instant such as 2024-01-02T03:04:05Z, or {"$timestamp": {"t": 30, "i": 0}}.',
    displayName: 'The `startAtOperationTime` configuration.',
  },
  'startup.mode.copy.existing.max.threads': {
    ...startup,
    type: 'INT',
    default: 1,
    validator: atLeast(1),
    documentation: 'Threads that copy.',
    displayName: 'Copy existing max number of threads',
    ignored: inOrder,
  },
  'startup.mode.copy.existing.queue.size': {
    ...startup,
    type: 'INT',
    default: 16_000,
    validator: atLeast(1),
    documentation: 'Documents that wait to be handed on.',
    displayName: 'Copy existing queue size',
    ignored: 'documents are read when they are asked for',
  },
  'startup.mode.copy.existing.pipeline': {
    ...startup,
    validator: pipeline,
    documentation:
      'JSON array of stages that copied documents pass through first, such as a $match that an index helps.',
    displayName: 'Copy existing initial pipeline',
  },
  'startup.mode.copy.existing.namespace.regex': {
    ...startup,
    validator: regexOrEmpty,
    documentation: 'Only collections are copied in whose name, database.collection, this is found.',
    displayName: 'Copy existing namespace regex',
  },
  'startup.mode.copy.existing.allow.disk.use': {
    ...startup,
    type: 'BOOLEAN',
    default: true,
    documentation: 'Whether the server may use its disk for the stages of a copy.',
    displayName: 'Copy existing allow disk use with the copying aggregation',
  },
  'copy.existing': {
    ...startup,
    type: 'BOOLEAN',
    default: false,
    documentation: 'The old form of startup.mode=copy_existing.',
    displayName: 'Copy existing data',
  },
  'copy.existing.max.threads': {
    ...startup,
    type: 'INT',
    default: 1,
    validator: atLeast(1),
    documentation: 'The old form of startup.mode.copy.existing.max.threads.',
    displayName: 'Copy existing max number of threads',
    ignored: inOrder,
  },
  'copy.existing.queue.size': {
    ...startup,
    type: 'INT',
    default: 16_000,
    validator: atLeast(1),
    documentation: 'The old form of startup.mode.copy.existing.queue.size.',
    displayName: 'Copy existing queue size',
    ignored: 'documents are read when they are asked for',
  },
  'copy.existing.pipeline': {
    ...startup,
    validator: pipeline,
    documentation: 'The old form of startup.mode.copy.existing.pipeline.',
    displayName: 'Copy existing initial pipeline',
  },
  'copy.existing.namespace.regex': {
    ...startup,
    validator: regexOrEmpty,
    documentation: 'The old form of startup.mode.copy.existing.namespace.regex.',
    displayName: 'Copy existing namespace regex',
  },
  'copy.existing.allow.disk.use': {
    ...startup,
    type: 'BOOLEAN',
    default: true,
    documentation: 'The old form of startup.mode.copy.existing.allow.disk.use.',
    displayName: 'Copy existing allow disk use with the copying aggregation',
  },
  'mongo.errors.tolerance': {
    ...errors,
    default: 'none',
    validator: enumerator('none', 'all'),
    documentation:
      'In place of errors.tolerance for what goes wrong in this connector. all passes over events that can’t be made records, and begins with new changes where a resume token is lost.',
    displayName: 'Error Tolerance',
  },
  'mongo.errors.log.enable': {
    ...errors,
    type: 'BOOLEAN',
    default: false,
    documentation: 'In place of errors.log.enable for what goes wrong in this connector.',
    displayName: 'Log Errors',
  },
  'mongo.errors.deadletterqueue.topic.name': {
    ...errors,
    default: '',
    documentation:
      'In place of errors.deadletterqueue.topic.name: takes events that could not be made records, as JSON, where errors are tolerated.',
    displayName: 'Output errors to the dead letter queue',
  },
  'heartbeat.interval.ms': {
    type: 'LONG',
    default: 0,
    validator: atLeast(0),
    importance: 'MEDIUM',
    documentation: 'How often a source without events says how far it has come, in milliseconds. Never when 0.',
    group: 'Errors',
    width: 'MEDIUM',
    displayName: 'Heartbeat interval',
  },
  'heartbeat.topic.name': {
    ...errors,
    default: '__mongodb_heartbeats',
    validator: nonEmptyString,
    documentation: 'Topic of those heartbeats.',
    width: 'MEDIUM',
    displayName: 'The heartbeat topic name',
  },
  'offset.partition.name': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    documentation:
      'Name under which offsets are stored. Made of hosts, database and collection when empty; another name begins anew.',
    group: 'Partition',
    width: 'SHORT',
    displayName: 'Offset partition name',
  },
});

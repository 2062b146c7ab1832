import { defineConfig } from '../../../config/config-def.ts';
import { atLeast, check, oneOf } from '../../../config/validators.ts';
import { patternList } from '../config/validators.ts';
import { pipelineProblem } from './cursor-pipeline.ts';
import { excludedFieldsProblem, renamedFieldsProblem } from './field-paths.ts';

const group = 'Capture';

/** What of the deployment is captured, and how. */
export const captureConfig = defineConfig({
  'capture.mode': {
    type: 'STRING',
    default: 'change_streams_update_full',
    validator: oneOf(
      'change_streams',
      'change_streams_update_full',
      'change_streams_with_pre_image',
      'change_streams_update_full_with_pre_image',
    ),
    importance: 'MEDIUM',
    documentation:
      'What events of updates hold: what changed alone, or also the document after it (update_full), and where the server keeps pre-images the one before (with_pre_image).',
    group,
  },
  'capture.mode.full.update.type': {
    type: 'STRING',
    default: 'lookup',
    validator: oneOf('lookup', 'post_image'),
    importance: 'MEDIUM',
    documentation:
      'Where the document after an update comes from: lookup, as it is when the event is read; post_image, as it was after the update, of collections with changeStreamPreAndPostImages.',
    group,
  },
  'capture.scope': {
    type: 'STRING',
    default: 'deployment',
    validator: oneOf('deployment', 'database', 'collection'),
    importance: 'MEDIUM',
    documentation: 'What the change stream is opened on, which decides the rights that it needs.',
    group,
  },
  'capture.target': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'The database (scope database), or database.collection (scope collection).',
    group,
  },
  'capture.start.op.time': {
    type: 'LONG',
    default: -1,
    importance: 'LOW',
    documentation:
      'Where a connector that takes no snapshot begins: an operation time as one number, seconds × 2^32 + ordinal; -1 for now.',
    group,
  },
  'filters.match.mode': {
    type: 'STRING',
    default: 'regex',
    validator: oneOf('regex', 'literal'),
    importance: 'MEDIUM',
    documentation: 'Whether the lists of databases and collections hold expressions or names.',
    group,
  },
  'database.include.list': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'HIGH',
    documentation: 'Databases to capture; all by default.',
    group,
  },
  'database.exclude.list': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'HIGH',
    documentation: 'Databases not to capture; not together with database.include.list.',
    group,
  },
  'collection.include.list': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'HIGH',
    documentation: 'Collections to capture, as database.collection; all by default.',
    group,
  },
  'collection.exclude.list': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Collections not to capture, as database.collection; not together with collection.include.list.',
    group,
  },
  'field.exclude.list': {
    type: 'STRING',
    default: null,
    validator: check('list of database.collection.field', excludedFieldsProblem),
    importance: 'MEDIUM',
    documentation:
      'Fields to leave out of events, as database.collection.field.nested; * stands for any characters of the first two. Keys keep theirs.',
    group,
  },
  'field.renames': {
    type: 'STRING',
    default: null,
    validator: check('list of database.collection.field:newName', renamedFieldsProblem),
    importance: 'MEDIUM',
    documentation: 'Fields to rename, as database.collection.field.nested:newNested.',
    group,
  },
  'cursor.max.await.time.ms': {
    type: 'INT',
    default: null,
    validator: atLeast(0),
    importance: 'LOW',
    documentation: 'How long the server waits for changes before it answers; poll.interval.ms when absent.',
    group,
  },
  'cursor.pipeline': {
    type: 'STRING',
    default: null,
    validator: check('JSON array of stages', pipelineProblem),
    importance: 'LOW',
    documentation: 'Stages of an aggregation pipeline for the change stream, as extended JSON.',
    group,
  },
  'cursor.pipeline.order': {
    type: 'STRING',
    default: 'internal_first',
    validator: oneOf('internal_first', 'user_first', 'user_only'),
    importance: 'MEDIUM',
    documentation: 'Whether these stages come after the connector’s own, before them, or in their place.',
    group,
  },
  'cursor.oversize.handling.mode': {
    type: 'STRING',
    default: 'fail',
    validator: oneOf('fail', 'skip', 'split'),
    importance: 'LOW',
    documentation:
      'What a change of more than 16 MB does: fail the task, be left out (of documents beyond cursor.oversize.skip.threshold), or come in parts (MongoDB 6.0.9 and newer).',
    group,
  },
  'cursor.oversize.skip.threshold': {
    type: 'INT',
    default: 0,
    validator: atLeast(0),
    importance: 'LOW',
    documentation:
      'The largest document whose changes are captured, in bytes; with cursor.oversize.handling.mode=skip.',
    group,
  },
});

import { defineConfig } from '../../../config/config-def.ts';
import { atLeast } from '../../../config/validators.ts';
import { parseObject, parseObjects } from '../plain-json.ts';
import { classIn, exactEnumerator, orEmpty, readable } from '../validators.ts';
import { parseNamespaceMap } from './topic-template.ts';

const stream = { type: 'STRING', default: '', importance: 'MEDIUM', group: 'Change stream', width: 'MEDIUM' } as const;
const topic = { type: 'STRING', default: '', importance: 'LOW', group: 'Topic mapping', width: 'MEDIUM' } as const;

const TOPIC_MAPPER = 'com.mongodb.kafka.connect.source.topic.mapping.DefaultTopicMapper';

/** What is watched, and where its changes go. */
export const streamConfig = defineConfig({
  database: {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    documentation: 'Database to watch. All of the deployment when empty.',
    group: 'Connection',
    width: 'MEDIUM',
    displayName: 'The database to watch.',
  },
  collection: {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    documentation: 'Collection of that database to watch. All of them when empty.',
    group: 'Connection',
    width: 'MEDIUM',
    displayName: 'The collection to watch.',
  },
  pipeline: {
    ...stream,
    default: '[]',
    validator: readable('A valid JSON array', parseObjects),
    documentation:
      'JSON array of the stages that change events pass through on the server, such as [{"$match": {"operationType": "insert"}}].',
    displayName: 'The pipeline to apply to the change stream',
  },
  'batch.size': {
    ...stream,
    type: 'INT',
    default: 0,
    documentation: 'How many events the server answers with at once. Its own wish when 0.',
    displayName: 'The cursor batch size',
  },
  'publish.full.document.only': {
    ...stream,
    type: 'BOOLEAN',
    default: false,
    importance: 'HIGH',
    documentation:
      'Whether records hold the changed document alone, looked up after updates, instead of the change event.',
    displayName: 'Publish only the `fullDocument` field',
  },
  'publish.full.document.only.tombstone.on.delete': {
    ...stream,
    type: 'BOOLEAN',
    default: false,
    documentation: 'Whether a deletion then gives a record without a value. It gives none otherwise.',
    displayName: 'Send a null value on a delete event.',
  },
  'change.stream.document.key.as.key': {
    ...stream,
    type: 'BOOLEAN',
    default: true,
    documentation: 'Whether a record’s key is the key of the changed document. Else it is the event’s resume token.',
    displayName: 'Use the `documentKey` for the source record key',
  },
  'change.stream.full.document.before.change': {
    ...stream,
    importance: 'HIGH',
    validator: orEmpty(exactEnumerator('default', 'off', 'whenAvailable', 'required')),
    documentation: 'Whether events hold the document as it was before the change. Needs pre-images and MongoDB 6.',
    displayName: 'The `fullDocumentBeforeChange` configuration.',
  },
  'change.stream.full.document': {
    ...stream,
    importance: 'HIGH',
    validator: orEmpty(exactEnumerator('default', 'updateLookup', 'whenAvailable', 'required')),
    documentation:
      'Whether events of updates hold the document: looked up afterwards (updateLookup), or as the update left it, where post-images are kept.',
    displayName: 'The `fullDocument` configuration.',
  },
  'change.stream.show.expanded.events': {
    ...stream,
    type: 'BOOLEAN',
    default: false,
    documentation: 'Whether changes of collections and indexes are events, too. Needs MongoDB 6.',
    displayName: 'The `showExpandedEvents` configuration.',
  },
  collation: {
    ...stream,
    importance: 'HIGH',
    validator: readable('A valid JSON document representing a collation', parseObject),
    documentation: 'JSON document with the collation by which the pipeline compares texts.',
    displayName: 'The collation options',
  },
  'poll.max.batch.size': {
    ...stream,
    type: 'INT',
    default: 1000,
    validator: atLeast(1),
    importance: 'LOW',
    documentation: 'The most events that are handed on at once.',
    displayName: 'The maximum batch size',
  },
  'poll.await.time.ms': {
    ...stream,
    type: 'LONG',
    default: 5000,
    validator: atLeast(1),
    importance: 'LOW',
    documentation: 'How long the server waits for events before it answers that there are none. A second at most here.',
    displayName: 'Poll await time (ms)',
  },
  'topic.mapper': {
    ...topic,
    default: TOPIC_MAPPER,
    validator: classIn('topic mapper', TOPIC_MAPPER),
    importance: 'HIGH',
    documentation:
      'What names the topic of an event. Only the original’s own class; transformations can rename further.',
    width: 'LONG',
    displayName: 'The topic mapper class',
  },
  'topic.separator': {
    ...topic,
    default: '.',
    documentation: 'Stands between prefix, database, collection and suffix in the name of a topic.',
    displayName: 'The topic separator',
  },
  'topic.prefix': { ...topic, documentation: 'Comes first in the names of topics.', displayName: 'The topic prefix' },
  'topic.suffix': { ...topic, documentation: 'Comes last in the names of topics.', displayName: 'The topic suffix' },
  'topic.namespace.map': {
    ...topic,
    importance: 'HIGH',
    validator: readable('A valid JSON document', parseNamespaceMap),
    documentation:
      'JSON object from namespaces to topics: db or db.collection, /regex with {db}, {coll}, {sep}, {sep_coll}, {coll_sep} or {sep_coll_sep} in the topic, * for the rest.',
    displayName: 'The namespace to topic map',
  },
});

const SINK = 'com.mongodb.kafka.connect.sink';
const ID = `${SINK}.processor.id.strategy`;
const PROCESSOR = `${SINK}.processor`;
const WRITE = `${SINK}.writemodel.strategy`;
const JSON_CONVERTER = 'org.apache.kafka.connect.json.JsonConverter';
const STRING_CONVERTER = 'org.apache.kafka.connect.storage.StringConverter';

export interface SinkVariant {
  readonly config: Readonly<Record<string, string>>;
  readonly messages: ReadonlyArray<readonly [key: string | null, value: string | null]>;
  /** Fields with the moment of writing, and ids made up by chance. */
  readonly volatile?: readonly string[];
}

const texts = { 'key.converter': STRING_CONVERTER, 'value.converter': STRING_CONVERTER };
const schemaless = {
  'key.converter': JSON_CONVERTER,
  'key.converter.schemas.enable': 'false',
  'value.converter': JSON_CONVERTER,
  'value.converter.schemas.enable': 'false',
};
const schemas = { 'key.converter': JSON_CONVERTER, 'value.converter': JSON_CONVERTER };

const field = (name: string, type: string, more: object = {}) => ({ field: name, type, optional: true, ...more });
const logical = (name: string) => ({ name: `org.apache.kafka.connect.data.${name}`, version: 1 });

const TYPES = {
  type: 'struct',
  optional: false,
  fields: [
    field('i8', 'int8'),
    field('i16', 'int16'),
    field('i32', 'int32'),
    field('i64', 'int64'),
    field('f32', 'float'),
    field('f64', 'double'),
    field('wholeDouble', 'double'),
    field('truth', 'boolean'),
    field('text', 'string'),
    field('bytes', 'bytes'),
    field('decimal', 'bytes', { ...logical('Decimal'), parameters: { scale: '2' } }),
    field('date', 'int32', logical('Date')),
    field('time', 'int32', logical('Time')),
    field('stamp', 'int64', logical('Timestamp')),
    field('list', 'array', { items: { type: 'int64', optional: true } }),
    field('map', 'map', { keys: { type: 'string' }, values: { type: 'int32', optional: true } }),
    field('inner', 'struct', { fields: [field('a', 'int64'), field('b', 'string')] }),
    field('fallback', 'string', { default: 'default' }),
    field('missing', 'string'),
  ],
};
const TYPED = {
  i8: -8,
  i16: 1600,
  i32: 7,
  f32: 0.1,
  f64: 1.5,
  wholeDouble: 3,
  truth: true,
  text: 'é 😀',
  bytes: 'AQID',
  decimal: 'AJY=',
  date: 19_000,
  time: 3_600_000,
  stamp: 1_700_000_000_123,
  list: [1, null, 3],
  map: { x: 1, y: null },
  inner: { a: 1, b: 'b' },
};
/** INT64 beyond what JavaScript's numbers hold. */
const typed = `{"schema":${JSON.stringify(TYPES)},"payload":${JSON.stringify(TYPED).replace('{', '{"i64":9007199254740993,')}}`;
const KEY = { type: 'struct', optional: false, fields: [{ field: 'id', type: 'int64', optional: false }] };
const key = (id: number): string => JSON.stringify({ schema: KEY, payload: { id } });

const EXTENDED =
  '{"_id": {"$oid": "0123456789abcdef01234567"}, "i": 1, "l": {"$numberLong": "5"}, "big": 9007199254740993, "d": 1.0, "e": 1e3, "dec": {"$numberDecimal": "1.50"}, "date": {"$date": 1700000000123}, "iso": {"$date": "2023-11-14T22:13:20.123Z"}, "bin": {"$binary": "AQID", "$type": "00"}, "bin2": {"$binary": {"base64": "AQID", "subType": "04"}}, "re": {"$regex": "a.b", "$options": "i"}, "ts": {"$timestamp": {"t": 30, "i": 4}}, "n": null, "list": [1, "two", {"$numberInt": "3"}], "minKey": {"$minKey": 1}, "sym": {"$symbol": "s"}, "code": {"$code": "f()"}, "esc": "\\u00e9\\n\\"", "inner": {"b": 1, "a": {}}}';
const SHELL =
  "{_id: ObjectId('0123456789abcdef01234568'), 'single': NumberLong(7), when: ISODate('2023-11-14T22:13:20Z'), t: true}";

const PEOPLE = [
  [
    { id: 1 },
    { name: 'Ann', age: 30, address: { city: 'Oslo', zip: 1, geo: { lat: 1.5 } }, tags: [{ a: 1, b: 2 }], none: null },
  ],
  [{ id: 2 }, { name: 'Bob', age: 31.5, address: { city: 'Rome', zip: 2, geo: { lat: 2.5 } }, tags: [], none: null }],
  [{ id: 1 }, { name: 'Ann', age: 32, address: { city: 'Bern' }, tags: [{ b: 3 }] }],
] as const;
const people = PEOPLE.map(([k, value]) => [JSON.stringify(k), JSON.stringify(value)] as const);

const change = (event: object) => JSON.stringify(event);
const row = (op: string, before: object | null, after: object | null) => change({ op, before, after });

/** The settings under which both write the same records. */
export const VARIANTS: Readonly<Record<string, SinkVariant>> = {
  'texts in extended JSON': {
    config: { ...texts, 'document.id.strategy': `${ID}.ProvidedInValueStrategy` },
    messages: [
      ['no JSON at all', EXTENDED],
      [null, SHELL],
    ],
  },
  'every type of schemas': {
    config: { ...schemas, 'document.id.strategy': `${ID}.FullKeyStrategy` },
    messages: [[key(1), typed]],
  },
  'upserts and deletions by key': {
    config: { ...schemaless, 'document.id.strategy': `${ID}.FullKeyStrategy`, 'delete.on.null.values': 'true' },
    messages: [...people, ['{"id":2}', null], ['{"id":3}', null]],
  },
  'the place in Kafka as id, and metadata': {
    config: {
      ...schemaless,
      'document.id.strategy': `${ID}.KafkaMetaDataStrategy`,
      'post.processor.chain': `${PROCESSOR}.DocumentIdAdder,${PROCESSOR}.KafkaMetaAdder,${PROCESSOR}.NullFieldValueRemover`,
    },
    messages: people,
    volatile: ['CREATE_TIME'],
  },
  'fields allowed, by a partial key': {
    config: {
      ...schemaless,
      'document.id.strategy': `${ID}.PartialKeyStrategy`,
      'document.id.strategy.partial.key.projection.type': 'allowlist',
      'document.id.strategy.partial.key.projection.list': 'id',
      'post.processor.chain': `${PROCESSOR}.DocumentIdAdder,${PROCESSOR}.AllowListValueProjector`,
      'value.projection.type': 'allowlist',
      'value.projection.list': '_id,_id.id,name,address.*,address.geo.**,tags.a',
    },
    messages: people,
  },
  'fields blocked and renamed': {
    config: {
      ...schemaless,
      'document.id.strategy': `${ID}.FullKeyStrategy`,
      'post.processor.chain': `${PROCESSOR}.DocumentIdAdder,${PROCESSOR}.BlockListValueProjector,${PROCESSOR}.field.renaming.RenameByMapping,${PROCESSOR}.field.renaming.RenameByRegExp`,
      'value.projection.type': 'blocklist',
      'value.projection.list': 'address.zip,tags.b,no*',
      'field.renamer.mapping':
        '[{"oldName":"value.name","newName":"called"},{"oldName":"value.address.city","newName":"town"}]',
      'field.renamer.regexp': '[{"regexp":"^value\\\\.a.*$","pattern":"d","replace":"D"}]',
    },
    messages: people,
  },
  'updates with times': {
    config: {
      ...schemaless,
      'document.id.strategy': `${ID}.FullKeyStrategy`,
      'writemodel.strategy': `${WRITE}.UpdateOneTimestampsStrategy`,
    },
    messages: people,
    volatile: ['_modifiedTS', '_insertedTS'],
  },
  'a business key': {
    config: {
      ...schemaless,
      'document.id.strategy': `${ID}.PartialValueStrategy`,
      'document.id.strategy.partial.value.projection.type': 'allowlist',
      'document.id.strategy.partial.value.projection.list': 'name,address.city',
      'document.id.strategy.overwrite.existing': 'true',
      'writemodel.strategy': `${WRITE}.ReplaceOneBusinessKeyStrategy`,
    },
    messages: people,
    volatile: ['_id'],
  },
  'namespaces by field, and an override': {
    config: {
      ...schemaless,
      'document.id.strategy': `${ID}.FullKeyStrategy`,
      'namespace.mapper': `${SINK}.namespace.mapping.FieldPathNamespaceMapper`,
      'namespace.mapper.value.collection.field': 'address.city',
      'topic.override.TOPIC.writemodel.strategy': `${WRITE}.UpdateOneDefaultStrategy`,
      'max.batch.size': '1',
    },
    messages: people,
  },
  'poison among the others': {
    config: {
      ...texts,
      'document.id.strategy': `${ID}.ProvidedInValueStrategy`,
      'errors.tolerance': 'all',
      'bulk.write.ordered': 'false',
    },
    messages: [
      [null, '{"_id": 1}'],
      [null, 'poison'],
      [null, '{"no": "id"}'],
      [null, '{"_id": [1, 2]}'],
      [null, '{"_id": 2}'],
    ],
  },
  'events of change streams': {
    config: { ...texts, 'change.data.capture.handler': `${SINK}.cdc.mongodb.ChangeStreamHandler` },
    messages: [
      [null, change({ operationType: 'insert', documentKey: { _id: 1 }, fullDocument: { _id: 1, a: 1, b: 2 } })],
      [null, change({ operationType: 'insert', documentKey: { _id: 2 }, fullDocument: { _id: 2, a: 1 } })],
      [
        null,
        change({
          operationType: 'update',
          documentKey: { _id: 1 },
          updateDescription: { updatedFields: { a: 5, 'c.d': 6 }, removedFields: ['b'] },
        }),
      ],
      [null, change({ operationType: 'replace', documentKey: { _id: 3 }, fullDocument: { _id: 3, x: 'y' } })],
      [null, change({ operationType: 'delete', documentKey: { _id: 2 } })],
      [null, change({ operationType: 'drop' })],
    ],
  },
  'events of Debezium for MongoDB': {
    config: { ...schemaless, 'change.data.capture.handler': `${SINK}.cdc.debezium.mongodb.ChangeStreamHandler` },
    messages: [
      ['{"id":"1"}', change({ op: 'c', after: '{"_id": 1,"n": {"$numberLong": "5"}}' })],
      [
        '{"id":"{\\"$oid\\": \\"0123456789abcdef01234567\\"}"}',
        change({ op: 'r', after: '{"_id": {"$oid": "0123456789abcdef01234567"}}' }),
      ],
      ['{"id":"1"}', change({ op: 'u', after: '{"_id": 1,"n": 6}' })],
      ['{"id":"{\\"$oid\\": \\"0123456789abcdef01234567\\"}"}', change({ op: 'd', after: null })],
      ['{"id":"1"}', null],
    ],
  },
  'events of Debezium for databases': {
    config: { ...schemaless, 'change.data.capture.handler': `${SINK}.cdc.debezium.rdbms.postgres.PostgresHandler` },
    messages: [
      ['{"id":1}', row('c', null, { id: 1, name: 'a' })],
      ['{"id":2}', row('r', null, { id: 2, name: 'b' })],
      ['{"id":1}', row('u', { id: 1, name: 'a' }, { id: 1, name: 'c' })],
      ['{"id":2}', row('d', { id: 2, name: 'b' }, null)],
      ['{"id":2}', null],
    ],
  },
  'events of Qlik': {
    config: { ...schemaless, 'change.data.capture.handler': `${SINK}.cdc.qlik.rdbms.RdbmsHandler` },
    messages: [
      [
        '{"id":1}',
        change({ message: { headers: { operation: 'INSERT' }, data: { id: 1, name: 'a' }, beforeData: null } }),
      ],
      ['{"id":2}', change({ message: { headers: { operation: 'REFRESH' }, data: { id: 2, name: 'b' } } })],
      [
        '{"id":1}',
        change({
          message: { headers: { operation: 'UPDATE' }, data: { id: 1, name: 'c' }, beforeData: { id: 1, name: 'a' } },
        }),
      ],
      ['{"id":2}', change({ message: { headers: { operation: 'DELETE' }, data: { id: 2 } } })],
    ],
  },
};

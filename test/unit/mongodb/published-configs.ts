const SOURCE = { 'connector.class': 'com.mongodb.kafka.connect.MongoSourceConnector' };
const SINK = { 'connector.class': 'com.mongodb.kafka.connect.MongoSinkConnector' };
const JSON_CONVERTER = 'org.apache.kafka.connect.json.JsonConverter';
const STRING_CONVERTER = 'org.apache.kafka.connect.storage.StringConverter';
const PROCESSOR = 'com.mongodb.kafka.connect.sink.processor';
const ID = `${PROCESSOR}.id.strategy`;
const WRITE = 'com.mongodb.kafka.connect.sink.writemodel.strategy';

const source = { ...SOURCE, 'connection.uri': 'mongodb://mongo1' };
const sink = { ...SINK, 'connection.uri': 'mongodb://mongo1', database: 'db', topics: 'topicA' };

/** Configurations that MongoDB publishes in the documentation of its connectors, by where they are; placeholders are filled. */
export const PUBLISHED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'CDC tutorial, source': { ...source, database: 'CDCTutorial', collection: 'Source' },
  'CDC tutorial, sink': {
    ...sink,
    topics: 'CDCTutorial.Source',
    'change.data.capture.handler': 'com.mongodb.kafka.connect.sink.cdc.mongodb.ChangeStreamHandler',
    database: 'CDCTutorial',
    collection: 'Destination',
  },
  'sink tutorial': {
    ...sink,
    topics: 'Tutorial2.pets',
    'key.converter': STRING_CONVERTER,
    'value.converter': JSON_CONVERTER,
    'value.converter.schemas.enable': 'false',
    database: 'Tutorial2',
    collection: 'pets',
  },
  'source tutorial': { ...source, 'publish.full.document.only': 'true', database: 'Tutorial1', collection: 'orders' },
  'time series tutorial, source': {
    ...source,
    'key.converter': STRING_CONVERTER,
    'value.converter': JSON_CONVERTER,
    'publish.full.document.only': 'true',
    'topic.prefix': 'marketdata',
    database: 'Stocks',
    collection: 'PriceData',
    'copy.existing': 'true',
  },
  'time series tutorial, sink': {
    ...sink,
    topics: 'marketdata.Stocks.PriceData',
    database: 'Stocks',
    collection: 'StockDataMigrate',
    'key.converter': STRING_CONVERTER,
    'value.converter': JSON_CONVERTER,
    'timeseries.timefield': 'tx_time',
    'timeseries.timefield.auto.convert': 'true',
    'timeseries.timefield.auto.convert.date.format': "yyyy-MM-dd'T'HH:mm:ss'Z'",
  },
  'copy existing data': {
    ...source,
    database: 'shopping',
    collection: 'customers',
    'startup.mode': 'copy_existing',
    'startup.mode.copy.existing.pipeline': '[{ "$match": { "country": "Mexico" } }]',
  },
  'copy several collections': {
    ...source,
    database: 'shopping',
    'startup.mode': 'copy_existing',
    'startup.mode.copy.existing.namespace.regex': '^shopping\\.(customers|products)$',
  },
  'a pipeline': {
    ...source,
    pipeline:
      '[{"$match": { "$and": [{"operationType": "insert"}, { "fullDocument.eventId": 321 }] } }, {"$project": { "fullDocument._id": 0, "fullDocument.eventId": 0 } } ]',
  },
  'a schema': {
    ...source,
    database: 'customers',
    collection: 'purchases',
    'publish.full.document.only': 'true',
    'output.format.value': 'schema',
    'output.schema.value':
      '{"type": "record", "name": "Customer", "fields": [{"name": "name", "type": "string"}, {"name": "visits", "type": {"type": "array", "items": {"type": "long", "logicalType": "timestamp-millis"}}}, {"name": "goods_purchased", "type": {"type": "map", "values": "int"}}]}',
    'value.converter.schemas.enable': 'true',
    'value.converter': JSON_CONVERTER,
    'key.converter': STRING_CONVERTER,
  },
  'JSON with inferred schemas': {
    ...source,
    database: 'db',
    collection: 'c',
    'output.format.value': 'schema',
    'output.format.key': 'schema',
    'output.schema.infer.value': 'true',
    'key.converter': JSON_CONVERTER,
    'value.converter': JSON_CONVERTER,
  },
  'fields renamed by a mapping': {
    ...sink,
    'field.renamer.mapping':
      '[{ "oldName":"key.location", "newName":"city" }, { "oldName":"value.crepes", "newName":"flapjacks" }]',
  },
  'fields renamed by expressions': {
    ...sink,
    'field.renamer.regexp':
      '[{"regexp":"^key\\.date.*$","pattern":"_","replace":"-"}, {"regexp":"^value\\.crepes\\..*","pattern":"purchased","replace":"quantity"}]',
  },
  'fields blocked': {
    ...sink,
    'post.processor.chain': `${PROCESSOR}.BlockListKeyProjector`,
    'key.projection.type': 'BlockList',
    'key.projection.list': 'authToken,registration.source',
  },
  'fields allowed': {
    ...sink,
    'post.processor.chain': `${PROCESSOR}.KafkaMetaAdder,${PROCESSOR}.AllowListValueProjector`,
    'value.projection.type': 'AllowList',
    'value.projection.list': 'name,address.city,hobbies',
  },
  'a business key': {
    ...sink,
    'document.id.strategy': `${ID}.PartialValueStrategy`,
    'document.id.strategy.partial.value.projection.list': 'flight_no,airport_code',
    'document.id.strategy.partial.value.projection.type': 'AllowList',
    'writemodel.strategy': `${WRITE}.ReplaceOneBusinessKeyStrategy`,
  },
  'errors tolerated': {
    ...sink,
    'errors.tolerance': 'all',
    'errors.deadletterqueue.topic.name': 'example.deadletterqueue',
    'errors.deadletterqueue.context.headers.enable': 'true',
    'mongo.errors.tolerance': 'all',
    'mongo.errors.log.enable': 'true',
  },
  'overrides of a topic': {
    ...sink,
    'topic.override.topicA.collection': 'collectionA',
    'topic.override.topicA.max.batch.size': '100',
    'topic.override.topicA.document.id.strategy': `${ID}.UuidStrategy`,
    'topic.override.topicA.post.processor.chain': `${PROCESSOR}.DocumentIdAdder,${PROCESSOR}.BlockListValueProjector`,
    'topic.override.topicA.value.projection.type': 'BlockList',
    'topic.override.topicA.value.projection.list': 'k2,k4',
  },
};

/** Classes of the original's that configurations name, by their packages. */
const SINK = 'com.mongodb.kafka.connect.sink';

export const ID_STRATEGIES = [
  'BsonOidStrategy',
  'KafkaMetaDataStrategy',
  'FullKeyStrategy',
  'PartialKeyStrategy',
  'PartialValueStrategy',
  'ProvidedInKeyStrategy',
  'ProvidedInValueStrategy',
  'UuidProvidedInKeyStrategy',
  'UuidProvidedInValueStrategy',
  'UuidStrategy',
] as const;
export type IdStrategyName = (typeof ID_STRATEGIES)[number];
/** By these a key alone has an id; the others can't say what a tombstone deletes. */
export const KEY_ID_STRATEGIES: readonly IdStrategyName[] = [
  'FullKeyStrategy',
  'PartialKeyStrategy',
  'ProvidedInKeyStrategy',
];
export const ID_PACKAGE = `${SINK}.processor.id.strategy`;

export const WRITE_STRATEGIES = [
  'DefaultWriteModelStrategy',
  'ReplaceOneDefaultStrategy',
  'ReplaceOneBusinessKeyStrategy',
  'UpdateOneDefaultStrategy',
  'UpdateOneTimestampsStrategy',
  'UpdateOneBusinessKeyTimestampStrategy',
  'InsertOneDefaultStrategy',
  'DeleteOneDefaultStrategy',
  'DeleteOneBusinessKeyStrategy',
  'DeleteOneTombstoneBusinessKeyStrategy',
] as const;
export type WriteStrategyName = (typeof WRITE_STRATEGIES)[number];
export const WRITE_PACKAGE = `${SINK}.writemodel.strategy`;

export const POST_PROCESSORS = {
  DocumentIdAdder: '',
  AllowListKeyProjector: '',
  AllowListValueProjector: '',
  BlockListKeyProjector: '',
  BlockListValueProjector: '',
  WhitelistKeyProjector: '',
  WhitelistValueProjector: '',
  BlacklistKeyProjector: '',
  BlacklistValueProjector: '',
  KafkaMetaAdder: '',
  NullFieldValueRemover: '',
  RenameByMapping: 'field.renaming.',
  RenameByRegExp: 'field.renaming.',
} as const;
export type PostProcessorName = keyof typeof POST_PROCESSORS;
export const PROCESSOR_PACKAGE = `${SINK}.processor`;

const CDC = `${SINK}.cdc`;
export const CDC_HANDLERS = {
  [`${CDC}.debezium.mongodb.MongoDbHandler`]: 'debezium-mongodb-oplog',
  [`${CDC}.debezium.mongodb.ChangeStreamHandler`]: 'debezium-mongodb',
  [`${CDC}.debezium.rdbms.RdbmsHandler`]: 'debezium-rdbms',
  [`${CDC}.debezium.rdbms.mysql.MysqlHandler`]: 'debezium-rdbms',
  [`${CDC}.debezium.rdbms.postgres.PostgresHandler`]: 'debezium-rdbms',
  [`${CDC}.mongodb.ChangeStreamHandler`]: 'change-stream',
  [`${CDC}.qlik.rdbms.RdbmsHandler`]: 'qlik-rdbms',
} as const;
export type CdcHandlerName =
  | 'debezium-mongodb-oplog'
  | 'debezium-mongodb'
  | 'debezium-rdbms'
  | 'change-stream'
  | 'qlik-rdbms';

export const NAMESPACE_MAPPERS = ['DefaultNamespaceMapper', 'FieldPathNamespaceMapper'] as const;
export const NAMESPACE_PACKAGE = `${SINK}.namespace.mapping`;

/** The class without its package. */
export const simpleName = (className: string): string => className.slice(className.lastIndexOf('.') + 1);

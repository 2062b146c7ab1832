import { defineTransformation } from '../config/define-transformation.ts';
import { DataError } from '../connect/errors.ts';
import { fieldOf, type StructSchema } from '../connect/schema.ts';
import { Struct } from '../connect/struct.ts';
import { jsonIn } from './debezium/document/document-of-event.ts';
import { createDocumentSchemas } from './debezium/document/document-schema.ts';
import { createValueReader } from './debezium/document/document-value.ts';
import { extendedTextOf } from './debezium/document/extended-text.ts';
import { leaf, type Node } from './debezium/document/node.ts';
import { createDocumentParser } from './debezium/document/parse-document.ts';
import { asTableConfig, type MongoRouterConfig, mongoRouterConfig } from './debezium/mongo-router-config.ts';
import { createOutboxRouter } from './debezium/outbox-router.ts';
import { perSchema } from './record/per-schema.ts';
import { DEBEZIUM_VERSION } from './record/version.ts';

const requireLong = (name: string, node: Node): Node =>
  node.kind === 'INT64' ? leaf('MILLISECONDS', node.value) : notMilliseconds(name, node);

const notMilliseconds = (name: string, { kind }: Node): never => {
  throw new DataError(`The timestamp field ${name} must be an int64 of milliseconds, but is of the type ${kind}`);
};

/** Reads the document that an event inserts into an outbox as if it were a row. */
const createInsertedDocument = (config: MongoRouterConfig) => {
  const parser = createDocumentParser(false);
  const fieldValues = createValueReader(false);
  const payloadName = config['collection.field.event.payload'];
  const timeName = config['collection.field.event.timestamp'];
  const schemasOf = perSchema((envelope: StructSchema) =>
    createDocumentSchemas(fieldOf(envelope, 'after')?.schema.name ?? null, []),
  );

  const documentIn = (json: string): ReadonlyMap<string, Node> => {
    const { fields } = parser.document(json);
    const isText = !config['collection.expand.json.payload'] && fields.get(payloadName ?? '')?.kind === 'DOCUMENT';
    if (payloadName !== null && isText) fields.set(payloadName, leaf('STRING', extendedTextOf(json, payloadName)));
    const time = timeName === null ? undefined : fields.get(timeName);
    if (timeName !== null && time !== undefined) fields.set(timeName, requireLong(timeName, time));
    return fields;
  };

  return (event: Struct): Struct => {
    const json = jsonIn(event, 'after');
    if (json === null) throw new DataError('An event of the outbox tells no document in its field after');
    const fields = documentIn(json);
    const schema = schemasOf(event.schema)(fields);
    return new Struct(schema, fieldValues(fields, schema));
  };
};

/**
 * Follows `io.debezium.connector.mongodb.transforms.outbox.MongoEventRouter`,
 * https://debezium.io/documentation/reference/stable/transformations/mongodb-outbox-event-router.html
 */
export const mongoEventRouter = defineTransformation({
  className: 'io.debezium.connector.mongodb.transforms.outbox.MongoEventRouter',
  version: DEBEZIUM_VERSION,
  documentation: 'Turns the documents inserted into an outbox collection into events of their own, each to its topic.',
  configDef: mongoRouterConfig,
  create: (config, { log }) =>
    createOutboxRouter({ config: asTableConfig(config), log, rowOf: createInsertedDocument(config) }),
});

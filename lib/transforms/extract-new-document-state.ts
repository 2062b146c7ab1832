import { defineTransformation } from '../config/define-transformation.ts';
import { type ConnectRecord, newRecord } from '../connect/record.ts';
import type { StructSchema } from '../connect/schema.ts';
import { Struct } from '../connect/struct.ts';
import type { Transformation } from '../connect/transformation.ts';
import { fieldNameAdjuster, schemaNameAdjuster } from '../formats/avro/name-adjuster.ts';
import { createAddHeaders } from './debezium/add-headers.ts';
import { createDocumentOfEvent } from './debezium/document/document-of-event.ts';
import { createDocumentSchemas } from './debezium/document/document-schema.ts';
import { createValueReader } from './debezium/document/document-value.ts';
import { leaf, type Node } from './debezium/document/node.ts';
import { createDocumentParser } from './debezium/document/parse-document.ts';
import { renamedDeeply } from './debezium/document/rename-fields.ts';
import { envelopeOf } from './debezium/envelope.ts';
import { findReference, parseFieldReference } from './debezium/field-reference.ts';
import { type NewDocumentStateConfig, newDocumentStateConfig } from './debezium/new-document-state-config.ts';
import { flatten } from './flatten.ts';
import { perSchema } from './record/per-schema.ts';
import { requireStruct } from './record/requirements.ts';
import { DEBEZIUM_VERSION } from './record/version.ts';

type Fields = ReadonlyMap<string, Node>;

/** Other records of the connector, such as heartbeats, have keys of other names. */
const isOfDocument = ({ keySchema }: ConnectRecord): boolean => keySchema?.name?.endsWith('.Key') ?? false;

/** Each part of a name by itself, so that its dots stay. */
const adjustedName = (config: NewDocumentStateConfig, name: string): string => {
  const mode = config['field.name.adjustment.mode'];
  return mode === 'none' ? name : name.split('.').map(schemaNameAdjuster(mode)).join('.');
};

/** Makes keys and values of documents. */
const createStructs = (config: NewDocumentStateConfig) => {
  const mode = config['field.name.adjustment.mode'];
  const references = config['add.fields'].map(parseFieldReference(config['add.fields.prefix']));
  const fieldValues = createValueReader(mode !== 'none');
  const named = (fields: Fields): Fields => (mode === 'none' ? fields : renamedDeeply(fields, fieldNameAdjuster(mode)));
  const keySchemaOf = createDocumentSchemas(null, []);

  const ofEvents = perSchema((envelope: StructSchema) => {
    const found = references.flatMap((reference) => findReference(envelope, reference) ?? []);
    const added = found.map(({ newName, schema }) => [newName, schema] as const);
    const name = adjustedName(config, envelope.name?.replace(/\.Envelope$/, '') ?? '');
    return { found, schemaOf: createDocumentSchemas(name, added) };
  });

  return {
    key: (id: Node): Struct => {
      const fields = named(new Map([['id', id]]));
      const schema = keySchemaOf(fields);
      return new Struct(schema, fieldValues(fields, schema));
    },
    value: (document: Fields, event: Struct): Struct => {
      const { found, schemaOf } = ofEvents(event.schema);
      const fields = named(document);
      const schema = schemaOf(fields);
      const values = fieldValues(fields, schema).slice(0, fields.size);
      return new Struct(schema, [...values, ...found.map(({ read }) => read(event))]);
    },
  };
};

const createExtractNewDocumentState = (config: NewDocumentStateConfig): Transformation => {
  const mode = config['delete.tombstone.handling.mode'];
  const rewrites = mode === 'rewrite' || mode === 'rewrite-with-tombstone';
  const { 'flatten.struct': flattens, 'flatten.struct.delimiter': delimiter } = config;
  const addHeaders = createAddHeaders(config['add.headers'].map(parseFieldReference(config['add.headers.prefix'])));
  const structs = createStructs(config);
  const parser = createDocumentParser(config['array.encoding'] === 'document');
  const documents = createDocumentOfEvent({
    parser,
    nameOfPath: (path) => (flattens ? path.replaceAll('.', delimiter) : path),
  });
  const flattenValue = flatten.find(({ className }) => className.endsWith('$Value'))?.create({ delimiter });

  const idOf = ({ key }: ConnectRecord): Node =>
    parser.value(String(requireStruct(key, 'extracting the id').get('id')));

  const keyed = <R extends ConnectRecord>(record: R, id: Node): R => {
    const key = structs.key(id);
    return newRecord(record, { keySchema: key.schema, key });
  };

  /** What is left of an event; nothing for a deletion that becomes a tombstone. */
  const stateOf = (event: Struct, id: Node, after: Map<string, Node> | null): Fields => {
    if (!rewrites) return after ?? new Map();
    const state = after ?? documents.before(event);
    state.set('__deleted', leaf('BOOLEAN', after === null));
    if (config['delete.tombstone.handling.mode.rewrite-with-id'] && !state.has('_id')) state.set('_id', id);
    return state;
  };

  const extracted = <R extends ConnectRecord>(record: R, event: Struct): R | null => {
    const id = idOf(record);
    const after = documents.after(event, id);
    if (after === null && mode === 'drop') return null;
    const state = stateOf(event, id, after);
    const out = keyed(addHeaders.toEvent(record, event), id);
    if (state.size === 0) return newRecord(out, { valueSchema: null, value: null });
    const value = structs.value(state, event);
    const made = newRecord(out, { valueSchema: value.schema, value });
    return flattens && flattenValue !== undefined ? flattenValue.apply(made) : made;
  };

  return {
    apply: (record) => {
      if (!isOfDocument(record)) return record;
      if (record.value === null)
        return mode === 'rewrite-with-tombstone' ? keyed(addHeaders.toTombstone(record), idOf(record)) : null;
      const event = envelopeOf(record);
      return event === undefined ? record : extracted(record, event);
    },
  };
};

/**
 * Follows `io.debezium.connector.mongodb.transforms.ExtractNewDocumentState`,
 * https://debezium.io/documentation/reference/stable/transformations/mongodb-event-flattening.html
 */
export const extractNewDocumentState = defineTransformation({
  className: 'io.debezium.connector.mongodb.transforms.ExtractNewDocumentState',
  version: DEBEZIUM_VERSION,
  documentation:
    "Replaces Debezium's change events of MongoDB by the document as it is after the change, with a schema.",
  configDef: newDocumentStateConfig,
  create: createExtractNewDocumentState,
});

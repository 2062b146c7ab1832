import { DataError } from '../../connect/errors.ts';
import {
  arraySchema,
  OPTIONAL_BYTES_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  type Schema,
  type StructSchema,
  structSchema,
} from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import { numberLiteral } from '../../formats/bson/json-scalars.ts';
import { type JsonMaker, parseMongoJson } from '../../formats/bson/mongo-json.ts';
import type { NamedSchema } from '../record/struct-fields.ts';
import { createValueReader } from './document/document-value.ts';
import { exactLong, LEAF_SCHEMAS } from './document/leaf-schemas.ts';
import { arrayNode, type DocumentNode, documentNode, leaf, type Node, NULL_NODE } from './document/node.ts';

export interface JsonStructOptions {
  /** Names the struct, and those in it after their fields: `payload.address`; without one it has none, and they are `address`. */
  readonly name?: string;
  /** Whether fields that are null, or are empty arrays, stay, as bytes and as arrays of texts. */
  readonly keepsNulls: boolean;
  readonly keepsEmptyArrays: boolean;
}

type Parsed = Node | string | boolean | null;

const nodeOf = (parsed: Parsed): Node => {
  if (parsed === null) return NULL_NODE;
  if (typeof parsed === 'string') return leaf('STRING', parsed);
  return typeof parsed === 'boolean' ? leaf('BOOLEAN', parsed) : parsed;
};

const unknown = (): never => {
  throw new DataError('No JSON');
};

/** Plain JSON, whose objects are nothing but objects. */
const make: JsonMaker<Parsed, Map<string, Node>> = {
  number: (literal) =>
    numberLiteral<Node>(literal, {
      int32: (value) => leaf('INT32', value),
      int64: (value) => leaf('INT64', exactLong(value)),
      double: (value) => leaf('FLOAT64', value),
    }),
  array: (items) => arrayNode(items.map(nodeOf), false),
  fields: () => new Map(),
  setField: (fields, name, value) => void fields.set(name, nodeOf(value)),
  object: documentNode,
  call: unknown,
  regex: unknown,
};

/** @throws an error of whatever kind when the text is no object in JSON. */
const parseObject = (text: string): DocumentNode => {
  if (!text.startsWith('{')) throw new DataError(`Unable to parse payload starting with '${text.charAt(0)}'`);
  // The reader of MongoDB's JSON is more lenient than JSON is.
  JSON.parse(text);
  const node = nodeOf(parseMongoJson<Parsed, Map<string, Node>>(text, make));
  return node.kind === 'DOCUMENT' ? node : unknown();
};

/** The node in a few characters: two of one text have one schema. */
const formOf = (node: Node): string => {
  if (node.kind === 'ARRAY') return `[${[...new Set(node.items.map(formOf))].join()}]`;
  if (node.kind !== 'DOCUMENT') return node.kind;
  return `{${Array.from(node.fields, ([name, field]) => `${JSON.stringify(name)}:${formOf(field)}`).join()}}`;
};

const within = (key: string | undefined, field: string): string => (key === undefined ? field : `${key}.${field}`);

const createSchemas = ({ name, keepsNulls, keepsEmptyArrays }: JsonStructOptions) => {
  const structOf = (fields: Iterable<NamedSchema>, key: string | undefined): StructSchema =>
    structSchema([...fields], { optional: true, ...(key !== undefined && { name: key }) });

  /** Of objects together: each field as it comes first, unless it was only null there. */
  const fieldsOf = (documents: readonly DocumentNode[], key: string | undefined): Map<string, Schema> => {
    const fields = new Map<string, Schema>();
    for (const [field, node] of documents.flatMap((document) => [...document.fields])) {
      const schema = schemaOf(node, within(key, field));
      const known = fields.get(field);
      if (schema !== null && (known === undefined || known === OPTIONAL_BYTES_SCHEMA)) fields.set(field, schema);
    }
    return fields;
  };

  const itemSchema = (items: readonly Node[], key: string): Schema | null => {
    const known = items.filter(({ kind }) => kind !== 'NULL');
    const kinds = new Set(known.map(({ kind }) => kind));
    if (kinds.size > 1) throw new DataError(`Field is not a homogenous array (${[...kinds].join(' x ')}).`);
    const documents = known.filter((item): item is DocumentNode => item.kind === 'DOCUMENT');
    return documents.length > 0 ? structOf(fieldsOf(documents, key), key) : schemaOf(known[0] ?? NULL_NODE, undefined);
  };

  const arrayOf = (items: readonly Node[], key: string | undefined): Schema | null => {
    if (items.length === 0) return keepsEmptyArrays ? arraySchema(OPTIONAL_STRING_SCHEMA, { optional: true }) : null;
    const item = itemSchema(items, key ?? '');
    if (item === null) throw new DataError(`Array '${key}' has unrecognized member schema.`);
    return arraySchema(item, { optional: true });
  };

  /** `null` for a field that is left out. */
  const schemaOf = (node: Node, key: string | undefined): Schema | null => {
    if (node.kind === 'ARRAY') return arrayOf(node.items, key);
    if (node.kind === 'DOCUMENT') return structOf(fieldsOf([node], key), key);
    if (node.kind === 'NULL') return keepsNulls ? OPTIONAL_BYTES_SCHEMA : null;
    return node.kind === 'UNSUPPORTED' ? unknown() : LEAF_SCHEMAS[node.kind];
  };

  return (document: DocumentNode): StructSchema => structOf(fieldsOf([document], name), name);
};

/** Distinct forms of texts to remember; an outbox has some. */
const MAX_FORMS = 1000;

/**
 * Makes structs of texts that are objects in JSON, with the schema that each shows; those alike have one schema object. Follows
 * Debezium's `JsonSchemaData`. What is made throws an error of whatever kind when a text is none, or has no schema.
 */
export const createJsonStructs = (options: JsonStructOptions): ((text: string) => Struct) => {
  const schemaFor = createSchemas(options);
  const fieldValues = createValueReader(false);
  const known = new Map<string, StructSchema>();

  const schemaOf = (document: DocumentNode): StructSchema => {
    const form = formOf(document);
    const found = known.get(form) ?? schemaFor(document);
    if (known.size >= MAX_FORMS) known.clear();
    known.set(form, found);
    return found;
  };

  return (text) => {
    const document = parseObject(text);
    const schema = schemaOf(document);
    return new Struct(schema, fieldValues(document.fields, schema));
  };
};

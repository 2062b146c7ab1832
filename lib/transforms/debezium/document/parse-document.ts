import { int32, int64, invalid, isoDate, numberLiteral } from '../../../formats/bson/json-scalars.ts';
import { type JsonMaker, parseMongoJson } from '../../../formats/bson/mongo-json.ts';
import { exactLong, regexStruct } from './leaf-schemas.ts';
import { arrayNode, type DocumentNode, documentNode, leaf, type Node, NULL_NODE, type Unsupported } from './node.ts';

/** As the parser knows them: plain values of JSON are themselves. */
type Parsed = Node | string | boolean | null;

/** Stands for a value that is `undefined` in MongoDB: its field is left out. */
const UNDEFINED: Unsupported = { kind: 'UNSUPPORTED', type: 'undefined' };

const unsupported = (type: string) => (): Unsupported => ({ kind: 'UNSUPPORTED', type });

const nodeOf = (parsed: Parsed): Node => {
  if (parsed === null) return NULL_NODE;
  if (typeof parsed === 'string') return leaf('STRING', parsed);
  return typeof parsed === 'boolean' ? leaf('BOOLEAN', parsed) : parsed;
};

const text = (node: Node | undefined): string =>
  node?.kind === 'STRING' && typeof node.value === 'string' ? node.value : invalid('a string was expected');

/** A number, or the digits of one. */
const digits = (node: Node | undefined): string => {
  const value = node !== undefined && 'value' in node ? node.value : null;
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string'
    ? String(value)
    : invalid('a number was expected');
};

const fieldsOf = (node: Node | undefined): ReadonlyMap<string, Node> | undefined =>
  node?.kind === 'DOCUMENT' ? node.fields : undefined;

const date = (value: Node): Node =>
  leaf('TIMESTAMP', value.kind === 'STRING' ? isoDate(text(value)) : new Date(Number(digits(value))));

const long = (value: bigint): Node => leaf('INT64', exactLong(value));

const double = (value: number): Node => leaf('FLOAT64', value);

const bytes = (value: Node | undefined, encoding: 'base64' | 'hex'): Node =>
  leaf('BYTES', new Uint8Array(Buffer.from(text(value), encoding)));

const uuid = (value: Node | undefined): Node =>
  leaf('BYTES', new Uint8Array(Buffer.from(text(value).replaceAll('-', ''), 'hex')));

const seconds = (value: Node | undefined): Node => leaf('TIMESTAMP', new Date(1000 * Number(digits(value))));

const regex = (pattern: string, options: string): Node => leaf('REGEX', regexStruct(pattern, options));

/** By the first name in an object: extended JSON of both versions. */
const EXTENDED: Readonly<Record<string, (value: Node, fields: ReadonlyMap<string, Node>) => Node>> = {
  $oid: (value) => leaf('STRING', text(value)),
  $date: date,
  $numberInt: (value) => leaf('INT32', int32(Number(digits(value)))),
  $numberLong: (value) => long(int64(digits(value))),
  $numberDouble: (value) => double(Number(digits(value))),
  $numberDecimal: (value) => leaf('STRING', text(value)),
  $binary: (value) => bytes(fieldsOf(value)?.get('base64') ?? value, 'base64'),
  $uuid: uuid,
  $timestamp: (value) => seconds(fieldsOf(value)?.get('t')),
  $regularExpression: (value) => {
    const parts = fieldsOf(value);
    return regex(text(parts?.get('pattern')), text(parts?.get('options') ?? leaf('STRING', '')));
  },
  $regex: (value, fields) => regex(text(value), text(fields.get('$options') ?? leaf('STRING', ''))),
  $code: (value, fields) =>
    fields.has('$scope') ? { kind: 'UNSUPPORTED', type: 'JavaScript with scope' } : leaf('STRING', text(value)),
  $undefined: () => UNDEFINED,
  $symbol: unsupported('symbol'),
  $minKey: unsupported('MinKey'),
  $maxKey: unsupported('MaxKey'),
  $dbPointer: unsupported('DBPointer'),
};

/** What such an object may hold besides; a document that happens to begin alike has others. */
const WITH_COMPANION: Readonly<Record<string, string>> = { $binary: '$type', $regex: '$options', $code: '$scope' };

const CALLS: Readonly<Record<string, (values: readonly Node[]) => Node>> = {
  ObjectId: ([id]) => leaf('STRING', text(id)),
  ISODate: ([value]) => date(value ?? NULL_NODE),
  NumberInt: ([value]) => leaf('INT32', int32(Number(digits(value)))),
  NumberLong: ([value]) => long(int64(digits(value))),
  NumberDecimal: ([value]) => leaf('STRING', digits(value)),
  BinData: ([, base64]) => bytes(base64, 'base64'),
  HexData: ([, hex]) => bytes(hex, 'hex'),
  UUID: ([value]) => uuid(value),
  Timestamp: ([t]) => seconds(t),
  undefined: () => UNDEFINED,
  MinKey: unsupported('MinKey'),
  MaxKey: unsupported('MaxKey'),
};

/** Whether an object whose first name is one of extended JSON's stands for a value of another type. */
export const isExtended = (fields: ReadonlyMap<string, unknown>, first: string): boolean =>
  [...fields.keys()].every((name) => name === first || name === WITH_COMPANION[first]);

const createMaker = (listsAsDocuments: boolean): JsonMaker<Parsed, Map<string, Node>> => ({
  number: (literal) => numberLiteral(literal, { int32: (value) => leaf('INT32', value), int64: long, double }),
  array: (items) =>
    arrayNode(
      items.map(nodeOf).map((item) => (item === UNDEFINED ? NULL_NODE : item)),
      listsAsDocuments,
    ),
  fields: () => new Map(),
  setField: (fields, name, value) => {
    const node = nodeOf(value);
    if (node !== UNDEFINED) fields.set(name, node);
  },
  object: (fields, first) => {
    const read = first.startsWith('$') && Object.hasOwn(EXTENDED, first) ? EXTENDED[first] : undefined;
    const value = fields.get(first);
    return read !== undefined && value !== undefined && isExtended(fields, first)
      ? read(value, fields)
      : documentNode(fields);
  },
  call: (name, values) =>
    (Object.hasOwn(CALLS, name) ? CALLS[name] : undefined)?.(values.map(nodeOf)) ?? invalid(`${name} is nothing known`),
  regex,
});

/** Reads extended JSON; follows `org.bson.BsonDocument.parse`. */
export interface DocumentParser {
  /** Any value, such as a key's. @throws DataError when it is none. */
  value(json: string): Node;
  /** @throws DataError when it is none. */
  document(json: string): DocumentNode;
}

/** @param listsAsDocuments `array.encoding=document` */
export const createDocumentParser = (listsAsDocuments: boolean): DocumentParser => {
  const maker = createMaker(listsAsDocuments);
  const value = (json: string): Node => nodeOf(parseMongoJson<Parsed, Map<string, Node>>(json, maker));
  return {
    value,
    document: (json) => {
      const node = value(json);
      return node.kind === 'DOCUMENT' ? node : invalid('a document was expected');
    },
  };
};

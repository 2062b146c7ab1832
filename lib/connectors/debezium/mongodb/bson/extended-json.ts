import { Decimal128 } from 'mongodb';
import { doubleText } from '../../../../connect/number-text.ts';
import { jsonText } from '../../../../formats/bson/json-text.ts';
import {
  BSON_TYPE,
  type BsonValue,
  bytesOf,
  dateOf,
  fieldsOf,
  longOf,
  textOf,
  timestampOf,
  viewOf,
} from './bson-value.ts';

/** Extended JSON: `strict` is its first version, `relaxed` the readable form of its second. */
type JsonMode = 'strict' | 'relaxed';

interface Style {
  readonly mode: JsonMode;
  /** What stands between two members. */
  readonly separator: string;
}

const hexByte = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');

const binaryJson = (value: BsonValue, { mode, separator }: Style): string => {
  const content = bytesOf(value);
  const subType = content[4] ?? 0;
  // Of the old subtype 2 the content begins with its length once more.
  const data = content.subarray(subType === 2 ? 9 : 5).toString('base64');
  return mode === 'strict'
    ? `{"$binary": "${data}"${separator}"$type": "${hexByte(subType)}"}`
    : `{"$binary": {"base64": "${data}"${separator}"subType": "${hexByte(subType)}"}}`;
};

const YEAR_10000 = 253_402_300_800_000;

/** As Java's `ISO_OFFSET_DATE_TIME`: no zeros at the end of the fraction, and no fraction where it is zero. */
const isoTime = (ms: number): string => new Date(ms).toISOString().replace(/\.?0*Z$/, 'Z');

const dateJson = (value: BsonValue, { mode }: Style): string => {
  if (mode === 'strict') return `{"$date": ${longOf(value)}}`;
  const ms = dateOf(value);
  return ms >= 0 && ms < YEAR_10000 ? `{"$date": "${isoTime(ms)}"}` : `{"$date": {"$numberLong": "${longOf(value)}"}}`;
};

const doubleJson = (value: BsonValue, { mode }: Style): string => {
  const number = viewOf(value.bytes).readDoubleLE(value.offset);
  const text = doubleText(number);
  return mode === 'strict' || Number.isFinite(number) ? text : `{"$numberDouble": "${text}"}`;
};

const regexJson = (value: BsonValue, { mode, separator }: Style): string => {
  const [pattern = '', options = ''] = bytesOf(value).toString('utf8').split('\0');
  return mode === 'strict'
    ? `{"$regex": ${jsonText(pattern)}${separator}"$options": ${jsonText(options)}}`
    : `{"$regularExpression": {"pattern": ${jsonText(pattern)}${separator}"options": ${jsonText(options)}}}`;
};

const timestampJson = (value: BsonValue, { separator }: Style): string => {
  const { sec, ord } = timestampOf(value);
  return `{"$timestamp": {"t": ${sec}${separator}"i": ${ord}}}`;
};

const oid = (bytes: Buffer): string => `{"$oid": "${bytes.toString('hex')}"}`;

const dbPointerJson = (value: BsonValue, { separator }: Style): string => {
  const content = bytesOf(value);
  const name = content.toString('utf8', 4, content.length - 13);
  return `{"$ref": ${jsonText(name)}${separator}"$id": ${oid(content.subarray(-12))}}`;
};

const codeWithScopeJson = ({ bytes, offset, length }: BsonValue, style: Style): string => {
  const codeLength = viewOf(bytes).readInt32LE(offset + 4);
  const code = viewOf(bytes).toString('utf8', offset + 8, offset + 7 + codeLength);
  const start = offset + 8 + codeLength;
  const scope = { type: BSON_TYPE.document, bytes, offset: start, length: offset + length - start };
  return `{"$code": ${jsonText(code)}${style.separator}"$scope": ${documentJson(scope, style)}}`;
};

const documentJson = (value: BsonValue, style: Style): string => {
  let json = '{';
  for (const [name, field] of fieldsOf(value))
    json += `${json.length > 1 ? style.separator : ''}${jsonText(name)}: ${valueJson(field, style)}`;
  return `${json}}`;
};

const arrayJson = (value: BsonValue, style: Style): string =>
  `[${[...fieldsOf(value).values()].map((item) => valueJson(item, style)).join(style.separator)}]`;

/** Exponents have a sign of their own in Java and in JavaScript alike: both follow the specification of the type. */
const decimalJson = (value: BsonValue): string => `{"$numberDecimal": "${new Decimal128(bytesOf(value)).toString()}"}`;

const longJson = (value: BsonValue, { mode }: Style): string =>
  mode === 'strict' ? `{"$numberLong": "${longOf(value)}"}` : String(longOf(value));

const WRITERS: Readonly<Record<number, (value: BsonValue, style: Style) => string>> = {
  [BSON_TYPE.double]: doubleJson,
  [BSON_TYPE.string]: (value) => jsonText(textOf(value)),
  [BSON_TYPE.document]: documentJson,
  [BSON_TYPE.array]: arrayJson,
  [BSON_TYPE.binary]: binaryJson,
  [BSON_TYPE.undefined]: () => '{"$undefined": true}',
  [BSON_TYPE.objectId]: (value) => oid(bytesOf(value)),
  [BSON_TYPE.boolean]: ({ bytes, offset }) => (bytes[offset] === 1 ? 'true' : 'false'),
  [BSON_TYPE.date]: dateJson,
  [BSON_TYPE.null]: () => 'null',
  [BSON_TYPE.regex]: regexJson,
  [BSON_TYPE.dbPointer]: dbPointerJson,
  [BSON_TYPE.code]: (value) => `{"$code": ${jsonText(textOf(value))}}`,
  [BSON_TYPE.symbol]: (value) => `{"$symbol": ${jsonText(textOf(value))}}`,
  [BSON_TYPE.codeWithScope]: codeWithScopeJson,
  [BSON_TYPE.int32]: ({ bytes, offset }) => String(viewOf(bytes).readInt32LE(offset)),
  [BSON_TYPE.timestamp]: timestampJson,
  [BSON_TYPE.int64]: longJson,
  [BSON_TYPE.decimal128]: decimalJson,
  [BSON_TYPE.minKey]: () => '{"$minKey": 1}',
  [BSON_TYPE.maxKey]: () => '{"$maxKey": 1}',
};

const valueJson = (value: BsonValue, style: Style): string => {
  const write = WRITERS[value.type];
  if (write === undefined) throw new TypeError(`A document holds a value of the unknown BSON type ${value.type}`);
  return write(value, style);
};

const COMPACT: Style = { mode: 'strict', separator: ',' };
const KEY: Style = { mode: 'relaxed', separator: ',' };
const UPDATED: Style = { mode: 'relaxed', separator: ', ' };

/** A document as events show it; follows `io.debezium.connector.mongodb.JsonSerialization`, byte for byte. */
export const documentText = (document: BsonValue): string => valueJson(document, COMPACT);

/** The fields of an update, which the original writes in another form than documents. */
export const updatedFieldsText = (document: BsonValue): string => valueJson(document, UPDATED);

/** A document's `_id` as keys show it. */
export const keyText = (id: BsonValue): string => valueJson(id, KEY);

import { Decimal128 } from 'mongodb';
import { doubleText } from '../../../connect/number-text.ts';
import { jsonText } from '../../../formats/bson/json-text.ts';
import type { FormatterName } from './config-output.ts';
import {
  binaryOf,
  bytesOf,
  elementsOf,
  int64Of,
  type RawValue,
  regexOf,
  TYPE,
  textOf,
  timestampOf,
} from './raw-bson.ts';

/** Writes a value as JSON. */
export type JsonWriter = (value: RawValue) => string;

/** What differs between the forms of JSON that MongoDB's Java driver has (`JsonMode`). */
interface Form {
  double(value: number): string;
  int32(value: number): string;
  int64(value: bigint): string;
  dateTime(millis: bigint): string;
  binary(base64: string, subType: string): string;
  regularExpression(pattern: string, options: string): string;
  objectId(hex: string): string;
  decimal128(text: string): string;
  symbol(text: string): string;
  pointer(json: string): string;
}

const wrapped = (name: string, json: string): string => `{"${name}": ${json}}`;
const quoted = (text: string): string => `"${text}"`;

const strict: Form = {
  double: doubleText,
  int32: String,
  int64: (value) => wrapped('$numberLong', quoted(String(value))),
  dateTime: (millis) => wrapped('$date', String(millis)),
  binary: (base64, subType) => `{"$binary": "${base64}", "$type": "${subType}"}`,
  regularExpression: (pattern, options) => `{"$regex": ${jsonText(pattern)}, "$options": ${jsonText(options)}}`,
  objectId: (hex) => wrapped('$oid', quoted(hex)),
  decimal128: (text) => wrapped('$numberDecimal', quoted(text)),
  symbol: (text) => wrapped('$symbol', jsonText(text)),
  pointer: (json) => json,
};

const extended: Form = {
  ...strict,
  double: (value) => wrapped('$numberDouble', quoted(doubleText(value))),
  int32: (value) => wrapped('$numberInt', quoted(String(value))),
  dateTime: (millis) => wrapped('$date', wrapped('$numberLong', quoted(String(millis)))),
  binary: (base64, subType) => wrapped('$binary', `{"base64": "${base64}", "subType": "${subType}"}`),
  regularExpression: (pattern, options) =>
    wrapped('$regularExpression', `{"pattern": ${jsonText(pattern)}, "options": ${jsonText(options)}}`),
  pointer: (json) => wrapped('$dbPointer', json),
};

const YEAR_10000 = 253_402_300_800_000n;
/** What JavaScript's dates reach. */
const MAX_DATE = 8_640_000_000_000_000n;

/** `2024-01-02T03:04:05.006Z` without zeros at its end, years beyond four digits with a sign. */
const isoText = (millis: bigint): string =>
  new Date(Number(millis))
    .toISOString()
    .replace(/\.?0+Z$/, 'Z')
    .replace(/^([+-])0+(?=\d{4})/, '$1');

const relaxed: Form = {
  ...extended,
  pointer: strict.pointer,
  double: (value) => (Number.isFinite(value) ? doubleText(value) : extended.double(value)),
  int32: String,
  int64: String,
  dateTime: (millis) =>
    millis >= 0n && millis < YEAR_10000 ? wrapped('$date', quoted(isoText(millis))) : extended.dateTime(millis),
};

const simplified: Form = {
  ...relaxed,
  dateTime: (millis) =>
    millis <= MAX_DATE && millis >= -MAX_DATE ? quoted(isoText(millis)) : extended.dateTime(millis),
  binary: (base64) => quoted(base64),
  objectId: quoted,
  decimal128: quoted,
  symbol: jsonText,
};

const elementJson = (form: Form, document: RawValue): string => {
  const fields = elementsOf(document).map(({ name, value }) => `${jsonText(name)}: ${json(form, value)}`);
  return `{${fields.join(', ')}}`;
};

const pointerJson = (form: Form, { bytes, offset, length }: RawValue): string => {
  const namespace = textOf({ type: TYPE.string, bytes, offset, length });
  const hex = bytes.toString('hex', offset + length - 12, offset + length);
  return form.pointer(`{"$ref": ${jsonText(namespace)}, "$id": ${form.objectId(hex)}}`);
};

const scopedJson = (form: Form, { bytes, offset, length }: RawValue): string => {
  const code: RawValue = { type: TYPE.javascript, bytes, offset: offset + 4, length };
  const scope = offset + 8 + bytes.readInt32LE(offset + 4);
  const document: RawValue = { type: TYPE.document, bytes, offset: scope, length: bytes.readInt32LE(scope) };
  return `{"$code": ${jsonText(textOf(code))}, "$scope": ${elementJson(form, document)}}`;
};

const binaryJson = (form: Form, value: RawValue): string => {
  const { subType, content } = binaryOf(value);
  return form.binary(content.toString('base64'), subType.toString(16).toUpperCase().padStart(2, '0'));
};

const WRITERS: Readonly<Record<number, (form: Form, value: RawValue) => string>> = {
  [TYPE.double]: (form, { bytes, offset }) => form.double(bytes.readDoubleLE(offset)),
  [TYPE.string]: (_, value) => jsonText(textOf(value)),
  [TYPE.document]: elementJson,
  [TYPE.array]: (form, value) =>
    `[${elementsOf(value)
      .map((item) => json(form, item.value))
      .join(', ')}]`,
  [TYPE.binary]: binaryJson,
  [TYPE.undefined]: () => '{"$undefined": true}',
  [TYPE.objectId]: (form, value) => form.objectId(bytesOf(value).toString('hex')),
  [TYPE.boolean]: (_, { bytes, offset }) => String(bytes[offset] !== 0),
  [TYPE.dateTime]: (form, value) => form.dateTime(int64Of(value)),
  [TYPE.null]: () => 'null',
  [TYPE.regularExpression]: (form, value) => form.regularExpression(...regexOf(value)),
  [TYPE.dbPointer]: pointerJson,
  [TYPE.javascript]: (_, value) => `{"$code": ${jsonText(textOf(value))}}`,
  [TYPE.symbol]: (form, value) => form.symbol(textOf(value)),
  [TYPE.javascriptWithScope]: scopedJson,
  [TYPE.int32]: (form, { bytes, offset }) => form.int32(bytes.readInt32LE(offset)),
  [TYPE.timestamp]: (_, value) => {
    const { t, i } = timestampOf(value);
    return `{"$timestamp": {"t": ${t}, "i": ${i}}}`;
  },
  [TYPE.int64]: (form, value) => form.int64(int64Of(value)),
  [TYPE.decimal128]: (form, value) => form.decimal128(decimalText(value)),
  [TYPE.minKey]: () => '{"$minKey": 1}',
  [TYPE.maxKey]: () => '{"$maxKey": 1}',
};

export const decimalText = (value: RawValue): string => new Decimal128(Buffer.from(bytesOf(value))).toString();

const json = (form: Form, value: RawValue): string => WRITERS[value.type]?.(form, value) ?? 'null';

const FORMS: Readonly<Record<FormatterName, Form>> = {
  DefaultJson: strict,
  ExtendedJson: extended,
  SimplifiedJson: simplified,
};

/** Follows `DefaultJson`, `ExtendedJson` and `SimplifiedJson`. */
export const createJsonWriter = (formatter: FormatterName): JsonWriter => {
  const form = FORMS[formatter];
  return (value) => json(form, value);
};

/** As `BsonDocument.toJson()` does by itself: offsets and dead letters. */
export const toJson: JsonWriter = (value) => json(relaxed, value);

import { doubleText } from '../../../connect/number-text.ts';
import { invalid, isoDate, numberLiteral } from '../../../formats/bson/json-scalars.ts';
import { jsonText } from '../../../formats/bson/json-text.ts';
import { type JsonMaker, parseMongoJson } from '../../../formats/bson/mongo-json.ts';
import { isExtended } from './parse-document.ts';

/** JSON with every value as it is to be written. */
type Part = { readonly text: string } | readonly Part[] | PartObject;
type PartObject = ReadonlyMap<string, Part>;
type Parsed = Part | string | boolean | null;

const isObject = (part: Part | undefined): part is PartObject => part instanceof Map;

const partOf = (parsed: Parsed): Part => {
  if (typeof parsed === 'string') return { text: jsonText(parsed) };
  return parsed === null || typeof parsed === 'boolean' ? { text: String(parsed) } : parsed;
};

const object = (fields: Readonly<Record<string, Part>>): PartObject => new Map(Object.entries(fields));
const quoted = (name: string, digits: string): PartObject => object({ [name]: { text: `"${digits}"` } });

const textIn = (part: Part | undefined): string =>
  part !== undefined && 'text' in part ? part.text : invalid('a text or a number was expected');

/** What a number says that was given its type, without quotes. */
const digitsIn = (part: Part | undefined): string =>
  textIn(isObject(part) ? [...part.values()][0] : part).replaceAll('"', '');

const dateOf = (value: Part): Part => {
  const text = digitsIn(value);
  const millis = isObject(value) ? text : String(isoDate(text).getTime());
  return object({ $date: quoted('$numberLong', millis) });
};

const binary = (base64: string, subType: string): Part =>
  object({ $binary: object({ base64: { text: base64 }, subType: { text: subType } }) });

/** What the two versions of extended JSON write differently, and numbers that are no values of their own. */
const REWRITTEN: Readonly<Record<string, (value: Part, fields: PartObject) => Part>> = {
  $date: dateOf,
  $timestamp: (value) => {
    const [t, i] = isObject(value) ? [value.get('t'), value.get('i')] : [];
    return object({ $timestamp: object({ t: { text: digitsIn(t) }, i: { text: digitsIn(i) } }) });
  },
  $minKey: () => object({ $minKey: { text: '1' } }),
  $maxKey: () => object({ $maxKey: { text: '1' } }),
  $binary: (value, fields) =>
    isObject(value) ? object({ $binary: value }) : binary(textIn(value), textIn(fields.get('$type'))),
  $uuid: (value) => binary(jsonText(Buffer.from(textIn(value).replace(/["-]/g, ''), 'hex').toString('base64')), '"04"'),
  $regex: (value, fields) =>
    object({ $regularExpression: object({ pattern: value, options: fields.get('$options') ?? { text: '""' } }) }),
};

const make: JsonMaker<Parsed, Map<string, Part>> = {
  number: (literal) =>
    numberLiteral<Part>(literal, {
      int32: (value) => quoted('$numberInt', String(value)),
      int64: (value) => quoted('$numberLong', String(value)),
      double: (value) => quoted('$numberDouble', doubleText(value)),
    }),
  array: (items) => items.map(partOf),
  fields: () => new Map(),
  setField: (fields, name, value) => void fields.set(name, partOf(value)),
  object: (fields, first) => {
    const value = fields.get(first);
    if (value === undefined || !Object.hasOwn(REWRITTEN, first) || !isExtended(fields, first)) return fields;
    return REWRITTEN[first]?.(value, fields) ?? fields;
  },
  call: (name) => invalid(`${name} is of MongoDB's shell, which no event is written in`),
  regex: () => invalid("a pattern is of MongoDB's shell, which no event is written in"),
};

const INDENT = '  ';

const block = (lines: readonly string[], [open, close]: readonly [string, string], indent: string): string =>
  lines.length === 0
    ? open + close
    : `${open}\n${lines.map((line) => indent + INDENT + line).join(',\n')}\n${indent}${close}`;

const written = (part: Part, indent: string): string => {
  if ('text' in part) return part.text;
  const inner = indent + INDENT;
  if (!isObject(part))
    return block(
      part.map((item) => written(item, inner)),
      ['[', ']'],
      indent,
    );
  const fields = Array.from(part, ([name, field]) => `${jsonText(name)}: ${written(field, inner)}`);
  return block(fields, ['{', '}'], indent);
};

/**
 * A field of a document as extended JSON in its second version, whose every number tells its type, over as many lines as it has
 * members; follows `BsonDocument.toJson` with the settings of `MongoEventRouter`.
 *
 * @throws DataError when the text is no document with this field.
 */
export const extendedTextOf = (json: string, field: string): string => {
  const document = parseMongoJson<Parsed, Map<string, Part>>(json, make);
  const part = document instanceof Map ? document.get(field) : undefined;
  return part === undefined ? invalid(`a document with the field ${field} was expected`) : written(part, '');
};

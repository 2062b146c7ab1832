import { type JsonMaker, parseMongoJson, plainFields } from '../../formats/bson/mongo-json.ts';

/** What a configuration's JSON holds, as far as it matters before a task runs: no types of BSON, only its form. */
export type PlainJson = string | number | boolean | null | readonly PlainJson[] | PlainObject;
export interface PlainObject {
  readonly [name: string]: PlainJson;
}

const make: JsonMaker<PlainJson, Record<string, PlainJson>> = {
  ...plainFields,
  number: Number,
  array: (items) => items,
  object: (fields) => fields,
  call: (name, values) => ({ [name]: values }),
  regex: (pattern) => pattern,
};

/** In configurations a backslash may stand for itself, as in the original: what can't be read is read again that way. */
export const retryingBackslashes = <V>(text: string, parse: (text: string) => V): V => {
  try {
    return parse(text);
  } catch (error) {
    if (!text.includes('\\')) throw error;
    return parse(text.replaceAll('\\', '\\\\'));
  }
};

/** @throws DataError when it is no JSON. */
export const parsePlainJson = (text: string): PlainJson =>
  retryingBackslashes(text, (one) => parseMongoJson<PlainJson, Record<string, PlainJson>>(one, make));

export const isPlainObject = (value: PlainJson): value is PlainObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects of a JSON array; none for an empty text. @throws DataError when it is anything else. */
export const parseObjects = (text: string): readonly PlainObject[] => {
  const value = text.trim() === '' ? [] : parsePlainJson(text);
  const items: readonly PlainJson[] = Array.isArray(value) ? value : [value];
  if (!Array.isArray(value) || !items.every(isPlainObject)) throw new TypeError('Not a valid JSON array');
  return items.filter(isPlainObject);
};

/** @throws DataError when it is no JSON object. */
export const parseObject = (text: string): PlainObject => {
  const value = text.trim() === '' ? {} : parsePlainJson(text);
  if (!isPlainObject(value)) throw new TypeError('Not a valid JSON document');
  return value;
};

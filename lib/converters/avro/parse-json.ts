import { Decimal } from '../../connect/decimal.ts';
import { asError, DataError } from '../../connect/errors.ts';
import { isArray, isObject, type Json } from '../../formats/json/json.ts';
import { parseExactJson } from '../../formats/json/parse-exact.ts';

/** JSON whose numbers are numbers and bigints. */
type PlainJson =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly PlainJson[]
  | { readonly [name: string]: PlainJson };

const plain = (json: Json): PlainJson => {
  if (json instanceof Decimal) return json.toNumber();
  if (isArray(json)) return json.map(plain);
  if (isObject(json)) return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, plain(value)]));
  return json;
};

/** The JSON of a schema's text, with all digits of the integers in its defaults. @throws DataError when it is none. */
export const parseAvroJson = (text: string): PlainJson => {
  try {
    return plain(parseExactJson(text, { decimals: false }));
  } catch (error) {
    throw new DataError(`Invalid Avro schema: ${asError(error).message}`, { cause: error });
  }
};

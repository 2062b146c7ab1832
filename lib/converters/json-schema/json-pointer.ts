import { DataError } from '../../connect/errors.ts';
import { isArray, isObject, type Json } from '../../formats/json/json.ts';

/** The schemas at hand, by the names that others refer to them by; the one in question has none. */
export type Documents = ReadonlyMap<string, Json>;

export interface Resolved {
  readonly document: string;
  readonly json: Json;
}

const step = (json: Json | undefined, token: string): Json | undefined => {
  const name = decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~');
  if (isArray(json)) return json[Number(name)];
  return isObject(json) && Object.hasOwn(json, name) ? json[name] : undefined;
};

/** What a `$ref` refers to: a document that the registry knows by that name, and a JSON pointer into it. */
export const resolveRef = (documents: Documents, from: string, ref: string): Resolved => {
  const [name = '', pointer = ''] = ref.split('#');
  const document = name === '' ? from : name;
  const json = pointer.split('/').slice(1).reduce(step, documents.get(document));
  if (json === undefined) throw new DataError(`The JSON schema refers to ${ref}, which is not there`);
  return { document, json };
};

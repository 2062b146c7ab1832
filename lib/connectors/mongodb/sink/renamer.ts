import { setField } from '../../../formats/bson/mongo-json.ts';
import { type BsonDocument, isDocument } from '../bson-value.ts';
import { parseMapping, parseRules } from './rename-rules.ts';
import type { SinkDocument } from './sink-document.ts';

/** The new name of a field under a path, which begins with `key` or `value`. */
type Rename = (path: string, name: string) => string;

/** A field keeps its value's place at the end when it is renamed, and is dropped where the new name is taken, as in the original. */
const rename = (path: string, document: BsonDocument, renamed: Rename): void => {
  const moved: Array<readonly [string, BsonDocument[string]]> = [];
  for (const [name, value] of Object.entries(document)) {
    const newName = renamed(path, name);
    if (newName !== name) {
      if (!Object.hasOwn(document, newName) && !moved.some(([taken]) => taken === newName))
        moved.push([newName, value]);
      delete document[name];
    }
    if (isDocument(value)) rename(`${path}.${newName}`, value, renamed);
  }
  for (const [name, value] of moved) setField(document, name, value);
};

const renameBoth =
  (renamed: Rename) =>
  ({ key, value }: SinkDocument): void => {
    if (key !== null) rename('key', key, renamed);
    if (value !== null) rename('value', value, renamed);
  };

/** Follows `RenameByMapping`; `null` where nothing is renamed. */
export const renameByMapping = (json: string): ((document: SinkDocument) => void) | null => {
  const names = parseMapping(json);
  return names.size === 0 ? null : renameBoth((path, name) => names.get(`${path}.${name}`) ?? name);
};

/** Follows `RenameByRegExp`. */
export const renameByRegExp = (json: string): ((document: SinkDocument) => void) | null => {
  const rules = parseRules(json);
  if (rules.length === 0) return null;
  return renameBoth((path, name) =>
    rules.reduce(
      (current, rule) =>
        rule.path.test(`${path}.${name}`) ? current.replace(rule.pattern, rule.replacement) : current,
      name,
    ),
  );
};

import { type BsonDocument, type BsonValue, isDocument } from '../bson-value.ts';

/** Takes fields out of a document. */
export type Projector = (document: BsonDocument) => void;

export type ProjectionType = 'none' | 'blocklist' | 'allowlist' | 'blacklist' | 'whitelist';

const fieldsOf = (list: string): readonly string[] =>
  list
    .trim()
    .split(/\s*,\s*/)
    .filter((field) => field !== '');

const documentsIn = (value: BsonValue): readonly BsonDocument[] => {
  if (Array.isArray(value)) return value.filter(isDocument);
  return isDocument(value) ? [value] : [];
};

const blockHere = (field: string, document: BsonDocument): void => {
  for (const [name, value] of Object.entries(document)) {
    const matches =
      field === '**' ||
      (field === '*' ? !isDocument(value) : field.endsWith('*') ? name.startsWith(field.slice(0, -1)) : name === field);
    if (matches) delete document[name];
  }
};

const block = (field: string, document: BsonDocument): void => {
  const dot = field.indexOf('.');
  if (dot < 0) {
    blockHere(field, document);
    return;
  }
  const [first, others] = [field.slice(0, dot), field.slice(dot + 1)];
  if (first === '**' || first === '*') {
    for (const value of Object.values(document)) if (isDocument(value) && first === '*') block(others, value);
    blockHere(first, document);
    return;
  }
  for (const inner of documentsIn(document[first])) block(others, inner);
};

/** Fields out of a list; follows `BlockListProjector`. */
const blockList =
  (list: string): Projector =>
  (document) => {
    for (const field of fieldsOf(list)) block(field, document);
  };

/** A path, and every path on the way to it. */
const prefixesOf = (path: string): readonly string[] => {
  const parts = path.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.')).filter((prefix) => prefix !== '');
};

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** `*` as a part stands for any one name; `a*` without dots for all paths that begin so. */
const patternOf = (field: string): RegExp =>
  field !== '*' && !field.includes('.') && field.endsWith('*')
    ? new RegExp(`^${escapeRegExp(field.slice(0, -1))}`, 's')
    : new RegExp(
        `^${field
          .split('.')
          .map((part) => (part === '*' ? '[^.]*' : escapeRegExp(part)))
          .join('\\.')}$`,
        's',
      );

/** Only the fields of a list; follows `AllowListProjector`. */
const allowList = (list: string): Projector => {
  const fields = new Set(fieldsOf(list).flatMap(prefixesOf));
  const patterns = [...fields].filter((field) => field.includes('*')).map(patternOf);
  const isAllowed = (path: string): boolean => fields.has(path) || patterns.some((pattern) => pattern.test(path));
  const allow = (prefix: string, document: BsonDocument): void => {
    for (const [name, value] of Object.entries(document)) {
      const path = prefix + name;
      if (!isAllowed(path)) delete document[name];
      else if (!(isDocument(value) && fields.has(`${path}.**`)))
        for (const inner of documentsIn(value)) allow(`${path}.`, inner);
    }
  };
  return (document) => {
    if (!fields.has('**')) allow('', document);
  };
};

/** `null` where the type is `none`. */
export const createProjector = (type: ProjectionType, list: string): Projector | null => {
  if (type === 'none') return null;
  return type === 'allowlist' || type === 'whitelist' ? allowList(list) : blockList(list);
};

import { DataError } from '../../../connect/errors.ts';
import type { Struct } from '../../../connect/struct.ts';
import { structIn } from '../envelope.ts';
import type { Node } from './node.ts';
import type { DocumentParser } from './parse-document.ts';
import { renamedFields } from './rename-fields.ts';

type Fields = Map<string, Node>;

interface DocumentOptions {
  readonly parser: DocumentParser;
  /** What a changed field is called that a partial update names by its path, such as `a.b`. */
  nameOfPath(path: string): string;
}

/** JSON of a document; `null` where there is none. @throws DataError for the rows of other databases. */
export const jsonIn = (struct: Struct, name: string): string | null => {
  const value = struct.schema.fieldIndex.has(name) ? struct.getWithoutDefault(name) : null;
  if (value === null || typeof value === 'string') return value;
  throw new DataError(
    `The field ${name} of an event holds no JSON. ExtractNewDocumentState and MongoEventRouter are for the events of MongoDB, ExtractNewRecordState and EventRouter for those of other databases.`,
  );
};

const removedIn = (update: Struct): readonly string[] => {
  const removed = update.schema.fieldIndex.has('removedFields') ? update.getWithoutDefault('removedFields') : null;
  return Array.isArray(removed) ? removed.map(String) : [];
};

/** Finds the document in an event; follows `ExtractNewDocumentState`. */
export const createDocumentOfEvent = ({ parser, nameOfPath }: DocumentOptions) => {
  const updated = (update: Struct, id: Node): Fields => {
    const json = jsonIn(update, 'updatedFields');
    const fields: Fields = json === null ? new Map() : parser.document(json).fields;
    for (const name of removedIn(update)) fields.delete(name);
    if (!fields.has('_id')) fields.set('_id', id);
    return renamedFields(fields, nameOfPath);
  };

  return {
    /** As it is after the change; of an update whose document is not told, the fields that changed. */
    after: (event: Struct, id: Node): Fields | null => {
      const after = jsonIn(event, 'after');
      if (after !== null) return parser.document(after).fields;
      const update = structIn(event, 'updateDescription');
      return update === null ? null : updated(update, id);
    },
    before: (event: Struct): Fields => {
      const before = jsonIn(event, 'before');
      return before === null ? new Map() : parser.document(before).fields;
    },
  };
};

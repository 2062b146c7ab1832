import { ConnectError } from '../../../connect/errors.ts';
import {
  BSON_TYPE,
  type BsonValue,
  bsonDocument,
  bytesOf,
  dateOf,
  fieldsOf,
  longOf,
  type OperationTime,
  textOf,
  timestampOf,
  viewOf,
} from './bson/bson-value.ts';
import { documentText } from './bson/extended-json.ts';
import type { Namespace } from './namespace.ts';
import { encodeTokenBytes } from './resume-token.ts';
import type { SessionTransaction } from './source.ts';

type Fields = ReadonlyMap<string, BsonValue>;

/** A change of one document, as the stream tells it. */
export interface ChangeEvent {
  /** Behind this change, as offsets have it. */
  readonly token: string;
  /** `null` for an event that is no change of a document, such as a dropped collection. */
  readonly op: 'c' | 'u' | 'd' | null;
  readonly time: OperationTime;
  readonly wallTime: number | null;
  readonly namespace: Namespace;
  readonly session: SessionTransaction | null;
  /** A document, or `null` where there is none. */
  document(name: 'documentKey' | 'fullDocument' | 'fullDocumentBeforeChange' | 'updateDescription'): BsonValue | null;
}

const OPERATIONS: Readonly<Record<string, 'c' | 'u' | 'd'>> = { insert: 'c', update: 'u', replace: 'u', delete: 'd' };

const required = (fields: Fields, name: string): BsonValue => {
  const value = fields.get(name);
  if (value === undefined)
    throw new ConnectError(`A change has no ${name}: the stages of cursor.pipeline must leave it as it is`);
  return value;
};

const namespaceOf = (ns: BsonValue | undefined): Namespace => {
  const parts = ns === undefined ? undefined : fieldsOf(ns);
  const [db, collection] = [parts?.get('db'), parts?.get('coll')];
  return { db: db === undefined ? '' : textOf(db), collection: collection === undefined ? '' : textOf(collection) };
};

const sessionOf = (fields: Fields): SessionTransaction | null => {
  const [lsid, number] = [fields.get('lsid'), fields.get('txnNumber')];
  return lsid === undefined || number === undefined ? null : { lsid: documentText(lsid), txnNumber: longOf(number) };
};

const readChange = (fields: Fields): ChangeEvent => {
  const wallTime = fields.get('wallTime');
  return {
    token: encodeTokenBytes(bytesOf(required(fields, '_id'))),
    op: OPERATIONS[textOf(required(fields, 'operationType'))] ?? null,
    time: timestampOf(required(fields, 'clusterTime')),
    wallTime: wallTime === undefined ? null : dateOf(wallTime),
    namespace: namespaceOf(fields.get('ns')),
    session: sessionOf(fields),
    document: (name) => {
      const value = fields.get(name);
      return value?.type === BSON_TYPE.document ? value : null;
    },
  };
};

const fragmentOf = (split: BsonValue): { readonly fragment: number; readonly of: number } => {
  const parts = fieldsOf(split);
  const number = (name: string): number => {
    const { bytes, offset } = required(parts, name);
    return viewOf(bytes).readInt32LE(offset);
  };
  return { fragment: number('fragment'), of: number('of') };
};

/** Puts the parts of large changes together (`$changeStreamSplitLargeEvent`); follows `SplitEventHandler`. */
export const createChangeParser = () => {
  let parts: Fields[] = [];
  return {
    /** `undefined` for a part that is not the last. */
    parse: (bytes: Uint8Array): ChangeEvent | undefined => {
      const fields = fieldsOf(bsonDocument(bytes));
      const split = fields.get('splitEvent');
      if (split === undefined) return readChange(fields);
      parts.push(fields);
      const { fragment, of } = fragmentOf(split);
      if (fragment < of) return undefined;
      // The token of the last part is that of the whole.
      const whole = new Map(parts.flatMap((part) => [...part]));
      parts = [];
      return readChange(whole);
    },
    isWithin: (): boolean => parts.length > 0,
  };
};

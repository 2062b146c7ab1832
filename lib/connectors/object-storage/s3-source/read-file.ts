import { entryOf, isMap } from '../../../connect/connect-map.ts';
import { DataError } from '../../../connect/errors.ts';
import { type Header, type Headers, NO_HEADERS } from '../../../connect/header.ts';
import { OPTIONAL_STRING_SCHEMA, STRING_SCHEMA } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import { type ConnectValue, NULL_VALUE, type SchemaAndValue } from '../../../connect/value.ts';
import { type UnwrappedRecord, unwrapRecord } from '../backup/unwrap-record.ts';
import { type Cursor, createCursor } from '../read/cursor.ts';
import type { FileReader } from '../read/file-reader.ts';
import { gunzip } from '../read/unpack.ts';
import type { S3Objects } from './s3-objects.ts';
import type { SourceFile } from './source-file.ts';

/** What a file says of a record. */
type FileRecord = UnwrappedRecord;

export interface FileReaders {
  readonly values: FileReader;
  /** Whether values are whole records. */
  readonly isEnveloped: boolean;
  readonly keys: FileReader | null;
  readonly headers: FileReader | null;
}

const open = (objects: S3Objects, key: string, reader: FileReader): Cursor<SchemaAndValue> => {
  const file = objects.open(key);
  const source = key.endsWith('.gz') ? { ...file, stream: () => gunzip(file.stream()) } : file;
  return createCursor(reader(source));
};

const openOther = (
  objects: S3Objects,
  { key }: SourceFile,
  what: 'keys' | 'headers',
  other: string | null,
  reader: FileReader | null,
): Cursor<SchemaAndValue> | null => {
  if (reader === null) return null;
  if (other === null) throw new DataError(`There is no object of ${what} beside ${key}`);
  return open(objects, other, reader);
};

const member = (value: ConnectValue, name: string): ConnectValue => {
  if (value instanceof Struct) return value.get(name);
  return isMap(value) ? entryOf(value, name) : null;
};

const headerOf = (value: ConnectValue): Header => {
  const [key, text] = [member(value, 'key'), member(value, 'value')];
  if (typeof key !== 'string') throw new DataError('A header has no name');
  return { key, schema: text === null ? OPTIONAL_STRING_SCHEMA : STRING_SCHEMA, value: text };
};

/** The opposite of `headerContents`: some formats have the list in a struct. */
const headersOf = ({ value }: SchemaAndValue): Headers => {
  const list = Array.isArray(value) ? value : member(value, 'headers');
  if (!Array.isArray(list)) throw new DataError('Headers are no list');
  return list.map(headerOf);
};

/** The records of a file, its values line by line with their keys and headers. */
export const openFile = (objects: S3Objects, file: SourceFile, readers: FileReaders): Cursor<FileRecord> => {
  const keys = openOther(objects, file, 'keys', file.keysKey, readers.keys);
  const headers = openOther(objects, file, 'headers', file.headersKey, readers.headers);
  const values = open(objects, file.key, readers.values);
  const takeBeside = async (other: Cursor<SchemaAndValue> | null, what: string, count: number) => {
    if (other === null) return [];
    const taken = await other.take(count);
    // Throws why there are no more.
    if (taken.length < count && !other.isDone()) await other.take(1);
    if (taken.length < count || other.isDone() !== values.isDone())
      throw new DataError(`There are not as many ${what} as values`);
    return taken;
  };
  return {
    take: async (count) => {
      const taken = await values.take(count);
      if (readers.isEnveloped) return taken.map(unwrapRecord);
      const takenKeys = await takeBeside(keys, 'keys', taken.length);
      const takenHeaders = await takeBeside(headers, 'headers', taken.length);
      return taken.map((value, index) => {
        const own = takenHeaders[index];
        const headers = own === undefined ? NO_HEADERS : headersOf(own);
        return { value, key: takenKeys[index] ?? NULL_VALUE, headers, timestamp: null };
      });
    },
    isDone: values.isDone,
    close: async () => {
      await Promise.allSettled([values.close(), keys?.close(), headers?.close()]);
    },
  };
};

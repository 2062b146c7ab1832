import { DataError } from '../../../connect/errors.ts';
import { lastHeader } from '../../../connect/header.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { IdSource, Resource, SearchSettings } from '../settings.ts';
import { idOfKey, idOfPlace } from './document-id.ts';
import { createDocumentJson } from './document-json.ts';

/** What a record asks of the server: lines of a bulk request. */
export interface Operation {
  readonly record: SinkRecord;
  /** `null` where the server names the document. */
  readonly id: string | null;
  /** Whether the server is to refuse it if the document is newer. */
  readonly isVersioned: boolean;
  readonly lines: string;
}

const place = ({ topic, kafkaPartition, kafkaOffset }: SinkRecord): string =>
  `record from topic=${topic} partition=${kafkaPartition} offset=${kafkaOffset}`;

const refusedNull = (record: SinkRecord): DataError =>
  new DataError(
    `${place(record)} has a null value (to ignore future records like this change the configuration property 'behavior.on.null.values' from 'FAIL' to 'IGNORE')`,
  );

const versionOf = (record: SinkRecord, header: string): string => {
  if (header === '') return String(record.kafkaOffset);
  const value = lastHeader(record.headers, header)?.value ?? null;
  const text = String(value);
  // The value may be anybody's: it is not shown.
  if (!/^\d{1,19}$/.test(text))
    throw new DataError(`Error converting external version header '${header}' to long for ${place(record)}`);
  return text;
};

/** A tombstone whose key names no document: there is nothing to delete. */
const deletesNothing = ({ key }: SinkRecord, settings: SearchSettings, source: IdSource): boolean =>
  settings.nullValues === 'ignore' || key === null || source === 'server';

/**
 * Creates what makes operations of records; `null` where there is nothing to do. Follows `DataConverter.convertRecord`. Documents
 * named by key carry the record's offset as their version; those that are updated in part, and their deletion, cannot have one.
 *
 * @throws DataError for a record that no operation can be made of.
 */
export const createOperations = (settings: SearchSettings) => {
  const json = createDocumentJson(settings);
  const { isUpsert, isDataStream, versionHeader } = settings;
  const retries = Math.min(settings.maxInFlight, 5);

  const attributes = (record: SinkRecord, resource: Resource, id: string | null, isVersioned: boolean): string => {
    let text = `{"_index":${JSON.stringify(resource.name)}`;
    if (id !== null) text += `,"_id":${JSON.stringify(id)}`;
    if (settings.routesByKey) text += `,"routing":${JSON.stringify(idOfKey(record))}`;
    if (isVersioned) text += `,"version":${versionOf(record, versionHeader)},"version_type":"external"`;
    return `${text}}`;
  };

  const write = (record: SinkRecord, to: string): string => {
    const source = json(record);
    if (isUpsert)
      return `{"update":${to.slice(0, -1)},"retry_on_conflict":${retries}}}\n{"doc":${source},"doc_as_upsert":true}\n`;
    return `{"${isDataStream ? 'create' : 'index'}":${to}}\n${source}\n`;
  };

  return (record: SinkRecord, resource: Resource): Operation | null => {
    const source = settings.idSourceOf(record.topic);
    if (record.value === null) {
      if (settings.nullValues === 'fail') throw refusedNull(record);
      if (deletesNothing(record, settings, source)) return null;
    }
    const id = source === 'server' ? null : source === 'key' ? idOfKey(record) : idOfPlace(record);
    const isVersioned = source === 'key' && !isUpsert && !isDataStream;
    const to = attributes(record, resource, id, isVersioned);
    const lines = record.value === null ? `{"delete":${to}}\n` : write(record, to);
    return { record, id, isVersioned, lines };
  };
};

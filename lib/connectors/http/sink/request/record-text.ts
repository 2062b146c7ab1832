import { javaText } from '../../../../connect/java-text.ts';
import type { SinkRecord } from '../../../../connect/record.ts';
import { plainJson } from '../../../../formats/json/plain-json.ts';
import { createSchemaJson } from '../../../../formats/json/schema-json.ts';
import type { HttpSinkSettings } from '../settings.ts';

export type RecordText = (record: SinkRecord) => string;

const asJava: RecordText = ({ value, valueSchema }) =>
  typeof value === 'string' ? value : javaText(valueSchema, value);

const createJson = (decimalFormat: HttpSinkSettings['decimalFormat']): RecordText => {
  const writerOf = createSchemaJson(decimalFormat);
  return ({ value, valueSchema }) => (valueSchema === null ? plainJson(value) : writerOf(valueSchema)(value));
};

/** A record's value in the body of a request. */
export const createRecordText = (settings: HttpSinkSettings): RecordText => {
  const json = createJson(settings.decimalFormat);
  const write: RecordText = {
    string: asJava,
    json,
    text: (record: SinkRecord) => (typeof record.value === 'string' ? record.value : json(record)),
  }[settings.format];
  const { replacements } = settings;
  if (replacements.length === 0) return write;
  return (record) => replacements.reduce((text, { pattern, by }) => text.replace(pattern, by), write(record));
};

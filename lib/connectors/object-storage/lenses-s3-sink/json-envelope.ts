import type { SinkRecord } from '../../../connect/record.ts';
import type { Schema } from '../../../connect/schema.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import { plainJson } from '../../../formats/json/plain-json.ts';
import { createSchemaJson } from '../../../formats/json/schema-json.ts';
import type { EnvelopeFields } from './envelope-fields.ts';

const isBytes = (value: ConnectValue): boolean => value instanceof Uint8Array;

/**
 * A record as a line of JSON, its value alone or with what is around it; follows `SchemalessEnvelopeTransformer`. Of headers with one
 * name the last counts.
 */
export const createJsonLine = (fields: EnvelopeFields | null): ((record: SinkRecord) => string) => {
  const writerOf = createSchemaJson('NUMERIC');
  const json = (schema: Schema | null, value: ConnectValue): string =>
    value === null ? 'null' : (schema === null ? plainJson : writerOf(schema))(value);

  const headersJson = ({ headers }: SinkRecord): string => {
    const last = new Map(headers.map((header) => [header.key, header]));
    const members = Array.from(
      last.values(),
      ({ key, schema, value }) => `${JSON.stringify(key)}:${json(schema, value)}`,
    );
    return `{${members.join(',')}}`;
  };

  const metadataJson = ({ timestamp, topic, kafkaPartition, kafkaOffset }: SinkRecord): string => {
    const time = timestamp === null ? '' : `"timestamp":${timestamp},`;
    return `{${time}"topic":${JSON.stringify(topic)},"partition":${kafkaPartition},"offset":${kafkaOffset}}`;
  };

  if (fields === null) return ({ valueSchema, value }) => json(valueSchema, value);
  return (record) => {
    const members: string[] = [];
    if (fields.key) members.push(`"key":${json(record.keySchema, record.key)}`);
    if (fields.key && isBytes(record.key)) members.push('"keyIsArray":true');
    if (fields.value) members.push(`"value":${json(record.valueSchema, record.value)}`);
    if (fields.value && isBytes(record.value)) members.push('"valueIsArray":true');
    if (fields.metadata) members.push(`"metadata":${metadataJson(record)}`);
    if (fields.headers) members.push(`"headers":${headersJson(record)}`);
    return `{${members.join(',')}}`;
  };
};

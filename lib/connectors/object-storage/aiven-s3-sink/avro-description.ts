import { type AvroJson, isAvroList, isAvroObject } from '../../../formats/avro/avro-json.ts';
import { ENVELOPE } from './envelope.ts';

const nameOf = (field: AvroJson): AvroJson => (isAvroObject(field) ? (field.name ?? null) : null);

const withoutDefault = (field: AvroJson): AvroJson => {
  if (!isAvroObject(field)) return field;
  const { default: _none, ...rest } = field;
  return rest;
};

/**
 * The Avro schema that the original gives an envelope: fields have no defaults, the record none of Connect's properties, and headers
 * that are not there are of the type null, which has no bytes.
 */
export const describeEnvelope =
  (fields: readonly string[]) =>
  (json: AvroJson): AvroJson => {
    if (!isAvroObject(json) || json.name !== ENVELOPE || !isAvroList(json.fields)) return json;
    const { type = 'record', name, namespace = '', fields: own } = json;
    const plain = own.map(withoutDefault);
    const all = fields.includes('headers')
      ? fields.map((field) => plain.find((one) => nameOf(one) === field) ?? { name: field, type: 'null' })
      : plain;
    return { type, name, namespace, fields: all };
  };

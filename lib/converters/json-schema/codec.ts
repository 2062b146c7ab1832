import { DataError } from '../../connect/errors.ts';
import type { Schema } from '../../connect/schema.ts';
import type { SchemaAndValue } from '../../connect/value.ts';
import type { Json } from '../../formats/json/json.ts';
import { parseJson } from '../../formats/json/parse-json.ts';
import { INEXACT } from '../../formats/json/read-logical.ts';
import type { ResolvedSchema, SchemaFormat } from '../schema-registry/schema-format.ts';
import { createValidator } from './codec-validator.ts';
import type { JsonSchemaConverterConfig } from './config.ts';
import type { Documents } from './json-pointer.ts';
import { readJsonSchema } from './read-schema.ts';
import { compileJsonSchemaReader } from './read-value.ts';
import { jsonSchemaText } from './write-schema.ts';
import { createJsonSchemaWriters } from './write-value.ts';

const parse = (text: string): Json => parseJson(Buffer.from(text), { decimals: true });

const documentsOf = ({ text, resolved }: ResolvedSchema): Documents =>
  new Map([['', parse(text)], ...resolved.map((one) => [one.name, parse(one.text)] as const)]);

const required = (schema: Schema | null): Schema => {
  if (schema === null) throw new DataError('JsonSchemaConverter needs values with a schema');
  return schema;
};

/** Follows Confluent's `JsonSchemaData` and `AbstractKafkaJsonSchemaSerializer`. */
export const createJsonSchemaFormat = (config: JsonSchemaConverterConfig): SchemaFormat => {
  const decimalFormat = config['decimal.format'];
  const writerOf = createJsonSchemaWriters({
    decimalFormat,
    replaceNullWithDefault: !config['ignore.default.for.nullables'],
  });
  const options = {
    generalizedSumTypes: config['generalized.sum.type.support'],
    optionalForNonRequired: config['use.optional.for.nonrequired'],
    flattenSingletonUnions: config['flatten.singleton.unions'],
  };
  const validates = config['json.fail.invalid.schema'];
  const textOf = (schema: Schema): string =>
    jsonSchemaText(schema, {
      decimalFormat,
      additionalProperties: config['object.additional.properties'],
      writerOf,
    });

  const decodes = (schema: Schema, validate: (json: Json) => void) => {
    const read = compileJsonSchemaReader(schema);
    // Whoever sent one decimal as a number sends all of them so: from then on, parse exactly at once.
    let decimals = false;
    const decode = (payload: Uint8Array): SchemaAndValue => {
      const json = parseJson(payload, { decimals });
      validate(json);
      try {
        return { schema, value: read(json) };
      } catch (error) {
        if (error !== INEXACT) throw error;
        decimals = true;
        return { schema, value: read(parseJson(payload, { decimals })) };
      }
    };
    return decode;
  };

  return {
    type: 'JSON',
    messages: {
      serialize: (topic) =>
        `Converting Kafka Connect data to byte[] failed due to serialization error of topic ${topic}: `,
      deserialize: (topic) =>
        `Converting byte[] to Kafka Connect data failed due to serialization error of topic ${topic}: `,
    },
    describe: (given) => {
      const schema = required(given);
      return { schema: { type: 'JSON', text: textOf(schema), references: [] }, recordName: schema.name };
    },
    encoder: (given, target) => {
      const schema = required(given);
      const write = writerOf(schema);
      if (target === undefined && !validates) return (value) => Buffer.from(write(value));
      // What another schema says of the values is up to them: they are checked against it one by one.
      const validate = createValidator(target ?? { type: 'JSON', text: textOf(schema), references: [], resolved: [] });
      return (value) => {
        const text = write(value);
        validate(JSON.parse(text));
        return Buffer.from(text);
      };
    },
    decoder: (text, version) =>
      decodes(readJsonSchema(documentsOf(text), options, version), validates ? createValidator(text) : () => undefined),
  };
};

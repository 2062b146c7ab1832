import { type ConfigOf, defineConfig } from '../config/config-def.ts';
import { oneOf } from '../config/validators.ts';
import { entryOf, withEntries } from '../connect/connect-map.ts';
import { ConfigError } from '../connect/errors.ts';
import type { Schema, StructSchema } from '../connect/schema.ts';
import { Struct } from '../connect/struct.ts';
import type { Transformation } from '../connect/transformation.ts';
import type { ConnectValue } from '../connect/value.ts';
import { simpleDateFormat } from './date-format/simple-date-format.ts';
import { replaceNullWithDefault } from './record/common-keys.ts';
import { defineKeyAndValue } from './record/define-key-and-value.ts';
import { perSchema } from './record/per-schema.ts';
import { requireMap, requireStruct } from './record/requirements.ts';
import type { Side } from './record/side.ts';
import { fieldReader, withFields } from './record/struct-fields.ts';
import { KAFKA_VERSION } from './record/version.ts';
import { convertTimestamp, type TimestampFormat } from './timestamp/convert-timestamp.ts';
import { kindOfSchema, kindOfValue, schemaOfKind, TIMESTAMP_KINDS } from './timestamp/timestamp-kinds.ts';
import { UNIX_PRECISIONS } from './timestamp/unix-time.ts';

const timestampConverterConfig = defineConfig({
  field: {
    type: 'STRING',
    default: '',
    importance: 'HIGH',
    documentation: 'Field with the point in time; empty when the whole key or value is one.',
  },
  'target.type': {
    type: 'STRING',
    importance: 'HIGH',
    documentation: 'What to make of it: string, unix (a number), Date, Time or Timestamp.',
    validator: oneOf(...TIMESTAMP_KINDS),
  },
  format: {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    documentation: 'Pattern of java.text.SimpleDateFormat, in UTC, for texts that are written or read.',
  },
  'unix.precision': {
    type: 'STRING',
    default: 'milliseconds',
    importance: 'LOW',
    documentation: 'Unit of numbers that are written or read. What is finer than a millisecond is lost.',
    validator: oneOf(...UNIX_PRECISIONS),
  },
  ...replaceNullWithDefault,
});

type Config = ConfigOf<typeof timestampConverterConfig>;

const PURPOSE = 'converting timestamp formats';

const textFormatOf = (pattern: string): TimestampFormat['text'] => {
  if (pattern.trim() === '') return undefined;
  try {
    return { pattern, format: simpleDateFormat(pattern) };
  } catch (error) {
    throw new ConfigError(
      `TimestampConverter requires a SimpleDateFormat-compatible pattern for string timestamps: ${pattern}`,
      { cause: error },
    );
  }
};

type Convert = (value: ConnectValue) => ConnectValue;

/** How the values of a schema are converted, and to which schema. */
interface Conversion {
  readonly schema: Schema;
  readonly convert: Convert;
}

const createTimestampConverter = (config: Config, side: Side): Transformation => {
  const { field, 'target.type': to } = config;
  const text = textFormatOf(config.format);
  if (to === 'string' && text === undefined)
    throw new ConfigError('TimestampConverter requires format option to be specified when using string timestamps');
  const format: TimestampFormat = { text, unixPrecision: config['unix.precision'] };

  /** A schema that is no time is complained of by the first value, since null is always one. */
  const conversion = (schema: Schema): Convert => {
    return (value) => (value === null ? null : convertTimestamp(value, { from: kindOfSchema(schema), to }, format));
  };
  const convertPlain: Convert = (value) =>
    value === null ? null : convertTimestamp(value, { from: kindOfValue(value), to }, format);

  const ofWhole = (schema: Schema): Conversion => ({
    schema: schemaOfKind(to, schema.optional),
    convert: conversion(schema),
  });

  const ofField = (schema: StructSchema): Conversion => {
    const readField = fieldReader(schema, config['replace.null.with.default']);
    const fields = schema.fields.map((one) => ({
      ...one,
      convert: one.name === field ? conversion(one.schema) : undefined,
    }));
    const updated = withFields(
      schema,
      fields.map((one) => [one.name, one.convert ? schemaOfKind(to, one.schema.optional) : one.schema]),
      schema.optional,
    );
    const convertStruct = (struct: Struct): Struct =>
      new Struct(
        updated,
        fields.map(({ index, convert }) => {
          const value = readField(struct, index);
          return convert === undefined ? value : convert(value);
        }),
      );
    return {
      schema: updated,
      convert: (value) => (value === null ? null : convertStruct(requireStruct(value, PURPOSE))),
    };
  };

  const compiled = perSchema((schema: Schema) =>
    field === '' || schema.type !== 'STRUCT' ? ofWhole(schema) : ofField(schema),
  );
  const convertMap: Convert = (value) => {
    const map = requireMap(value, PURPOSE);
    return withEntries(map, [[field, convertPlain(entryOf(map, field))]]);
  };
  return {
    apply: (record) => {
      const value = side.value(record);
      const schema = side.schema(record);
      if (schema === null)
        return side.replace(record, null, value === null || field === '' ? convertPlain(value) : convertMap(value));
      if (field !== '' && value !== null) requireStruct(value, PURPOSE);
      const source = compiled(value instanceof Struct ? value.schema : schema);
      return side.replace(record, source.schema, source.convert(value));
    },
  };
};

/** Follows `org.apache.kafka.connect.transforms.TimestampConverter`. */
export const timestampConverter = defineKeyAndValue({
  className: 'org.apache.kafka.connect.transforms.TimestampConverter',
  version: KAFKA_VERSION,
  documentation: 'Brings a point in time into another form: text, number of seconds or less, Date, Time or Timestamp.',
  configDef: timestampConverterConfig,
  create: createTimestampConverter,
});

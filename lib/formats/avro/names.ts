import type { Schema, StructSchema } from '../../connect/schema.ts';
import type { AvroOptions } from './avro-options.ts';

/** What Confluent's `AvroData` calls things. */
export const NAMESPACE = 'io.confluent.connect.avro';
export const DEFAULT_NAME = `${NAMESPACE}.ConnectDefault`;
export const MAP_ENTRY = 'MapEntry';
export const UNION_NAME = `${NAMESPACE}.Union`;
export const ENUM_PARAMETER = `${NAMESPACE}.Enum`;
export const RECORD_DOC = `${NAMESPACE}.record.doc`;
export const FIELD_DOC = `${NAMESPACE}.field.doc.`;
export const FIELD_DEFAULT = `${NAMESPACE}.field.default`;
export const ENUM_DOC = `${NAMESPACE}.enum.doc.`;
export const ENUM_DEFAULT = `${NAMESPACE}.enum.default.`;
export const FIXED_SIZE = 'connect.fixed.size';
export const DECIMAL_PRECISION = 'connect.decimal.precision';
export const DEFAULT_PRECISION = 64;
/** The parameters of sum types that all of Confluent's converters share. */
export const GENERALIZED_UNION = 'org.apache.kafka.connect.data.Union';
export const GENERALIZED_ENUM = 'org.apache.kafka.connect.data.Enum';
export const GENERALIZED_PREFIX = 'connect_union_';

const VALID = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** As `java.net.URLEncoder`, which differs from JavaScript's in blanks and a few signs. */
const urlEncoded = (text: string): string =>
  encodeURIComponent(text)
    .replace(/%20/g, '+')
    .replace(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const scrubbed = (name: string): string => {
  if (name === '' || VALID.test(name)) return name;
  const encoded = urlEncoded(name);
  return (/^\d/.test(encoded) ? `x${encoded}` : encoded).replace(/[^A-Za-z0-9_]/g, '_');
};

/** A field's or a type's simple name, as Avro gets it. */
export const avroName = (name: string, { scrubInvalidNames }: AvroOptions): string =>
  scrubInvalidNames ? scrubbed(name) : name;

export interface SplitName {
  readonly namespace: string | undefined;
  readonly name: string;
}

/** A full name at its last dot, each part scrubbed where asked for. */
export const splitName = (fullName: string, options: AvroOptions): SplitName => {
  const parts = fullName.split('.').map((part) => avroName(part, options));
  const name = parts.pop() ?? '';
  return { namespace: parts.length === 0 ? undefined : parts.join('.'), name };
};

export const joinName = ({ namespace, name }: SplitName): string =>
  namespace === undefined || namespace === '' ? name : `${namespace}.${name}`;

/** A struct that stands for a union: of its fields one at most has a value. */
export const isUnionStruct = (schema: Schema): schema is StructSchema =>
  schema.type === 'STRUCT' && (schema.name === UNION_NAME || schema.parameters?.[GENERALIZED_UNION] !== undefined);

/** A string that stands for an enum, as far as the options let it. */
export const enumParameter = (schema: Schema, options: AvroOptions): string | undefined => {
  if (schema.type !== 'STRING' || schema.parameters === undefined) return undefined;
  const parameter = options.generalizedSumTypes ? GENERALIZED_ENUM : ENUM_PARAMETER;
  const known = schema.parameters[GENERALIZED_ENUM] !== undefined || schema.parameters[ENUM_PARAMETER] !== undefined;
  return (options.generalizedSumTypes || options.enhanced) && known ? parameter : undefined;
};

/** Bytes of a fixed size. */
export const fixedSize = (schema: Schema): number | undefined => {
  const size = schema.type === 'BYTES' && schema.name !== undefined ? schema.parameters?.[FIXED_SIZE] : undefined;
  return size === undefined ? undefined : Number(size);
};

import type { Schema, StructSchema } from '../../connect/schema.ts';

/** What Confluent's `ProtobufData` calls things. */
const NAMESPACE = 'io.confluent.connect.protobuf';
export const ENUM = `${NAMESPACE}.Enum`;
export const UNION_PREFIX = `${NAMESPACE}.Union.`;
export const TAG = `${NAMESPACE}.Tag`;
export const TYPE = `${NAMESPACE}.Type`;
export const WRAPPER = `${NAMESPACE}.Wrapper`;
export const GENERALIZED_UNION = 'org.apache.kafka.connect.data.Union';
export const GENERALIZED_ENUM = 'org.apache.kafka.connect.data.Enum';
export const DECIMAL_TYPE = 'confluent.type.Decimal';
export const DATE_TYPE = 'google.type.Date';
export const TIME_TYPE = 'google.type.TimeOfDay';
export const TIMESTAMP_TYPE = 'google.protobuf.Timestamp';

/** A struct that stands for a oneof. */
export const isUnionStruct = (schema: Schema): schema is StructSchema =>
  schema.type === 'STRUCT' &&
  (schema.name?.startsWith(UNION_PREFIX) === true || schema.parameters?.[GENERALIZED_UNION] !== undefined);

/** The parameter by which a string or an integer stands for an enum. */
export const enumParameter = ({ parameters }: Schema): string | undefined =>
  [GENERALIZED_ENUM, ENUM].find((name) => parameters?.[name] !== undefined);

const VALID = /^[A-Za-z][A-Za-z0-9_]*$/;

/** As the original: encoded for URLs, then without what names may not have. */
export const scrubbed = (name: string): string => {
  if (name === '' || VALID.test(name)) return name;
  const encoded = encodeURIComponent(name).replace(/%20/g, '+');
  return (/^[\d_]/.test(encoded) ? `x${encoded}` : encoded).replace(/[^A-Za-z0-9_]/g, '_');
};

export const simpleName = (fullName: string): string => fullName.slice(fullName.lastIndexOf('.') + 1);

const ENTRY = 'Entry';

const upperCamel = (name: string): string =>
  name
    .split('_')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1).toLowerCase())
    .join('');

/** The message of a map's entries. */
export const entryName = (name: string): string => `${name.includes('_') ? upperCamel(name) : name}${ENTRY}`;

export const isEntryName = (name: string): boolean => name.endsWith(ENTRY);

/** The map that entries of that name are of. */
export const mapName = (name: string): string => {
  const last = simpleName(name).slice(0, -ENTRY.length);
  const underscored = last.replace(/(?!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  return name.slice(0, name.length - simpleName(name).length) + underscored;
};

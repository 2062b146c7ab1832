import { DataError } from '../../connect/errors.ts';
import { DATE_NAME, decimalSchema, TIME_NAME, TIMESTAMP_NAME } from '../../connect/logical-types.ts';
import {
  arraySchema,
  mapSchema,
  type PrimitiveType,
  primitiveSchema,
  type Schema,
  structSchema,
  withOptions,
} from '../../connect/schema.ts';
import type { EnumModel, FieldModel, MessageModel, OneofModel, Scalar } from './model.ts';
import * as names from './names.ts';

export interface ReadOptions {
  readonly enhanced: boolean;
  readonly generalizedSumTypes: boolean;
  readonly intForEnums: boolean;
  readonly optionalForNullables: boolean;
  readonly optionalForProto2: boolean;
  readonly wrapperForNullables: boolean;
  readonly wrapperForRawPrimitives: boolean;
  readonly generateStructForNulls: boolean;
  readonly generateIndexForUnions: boolean;
  readonly flattenUnions: boolean;
}

const SCALARS: Readonly<Record<Scalar, PrimitiveType>> = {
  int32: 'INT32',
  sint32: 'INT32',
  sfixed32: 'INT32',
  uint32: 'INT64',
  fixed32: 'INT64',
  int64: 'INT64',
  sint64: 'INT64',
  sfixed64: 'INT64',
  uint64: 'INT64',
  fixed64: 'INT64',
  float: 'FLOAT32',
  double: 'FLOAT64',
  bool: 'BOOLEAN',
  string: 'STRING',
  bytes: 'BYTES',
};

const LOGICAL: ReadonlyMap<string, Schema> = new Map([
  [names.DATE_TYPE, primitiveSchema('INT32', { name: DATE_NAME, version: 1 })],
  [names.TIME_TYPE, primitiveSchema('INT32', { name: TIME_NAME, version: 1 })],
  [names.TIMESTAMP_TYPE, primitiveSchema('INT64', { name: TIMESTAMP_NAME, version: 1 })],
]);

const WRAPPER = /^google\.protobuf\.(Double|Float|U?Int64|U?Int32|Bool|String|Bytes)Value$/;

/** The one field of a wrapper of google.protobuf. */
export const wrappedField = ({ fullName, fields }: MessageModel): FieldModel | undefined =>
  WRAPPER.test(fullName) ? fields[0] : undefined;

/** Whether a repeated field holds the entries of a map. */
export const isMapField = ({ repeated, type }: FieldModel): boolean =>
  repeated &&
  type.kind === 'message' &&
  names.isEntryName(type.fullName) &&
  type.fields.length === 2 &&
  type.fields[0]?.name === 'key' &&
  type.fields[1]?.name === 'value' &&
  type.fields.every((field) => !field.repeated);

export const unionFieldName = ({ name, index }: OneofModel, { generateIndexForUnions }: ReadOptions): string =>
  generateIndexForUnions ? `${name}_${index}` : name;

const scalarSchema = (scalar: Scalar, { params }: FieldModel): Schema => {
  const connectType = params['connect.type'];
  const isSmall = SCALARS[scalar] === 'INT32' && (connectType === 'int8' || connectType === 'int16');
  if (isSmall) return primitiveSchema(connectType === 'int8' ? 'INT8' : 'INT16');
  const isUsual = ['int32', 'int64', 'float', 'double', 'bool', 'string', 'bytes'].includes(scalar);
  return primitiveSchema(SCALARS[scalar], isUsual ? {} : { parameters: { [names.TYPE]: scalar } });
};

const decimalOf = ({ params }: FieldModel): Schema => {
  const scale = /^-?\d+$/.test(params.scale ?? '') ? Number(params.scale) : 0;
  const { precision } = params;
  return decimalSchema(
    scale,
    precision === undefined ? {} : { parameters: { 'connect.decimal.precision': precision } },
  );
};

/**
 * The Connect schema of a Protobuf message; follows Confluent's `ProtobufData.toConnectSchema`.
 *
 * @throws DataError for messages that hold themselves.
 */
export const toConnectSchema = (root: MessageModel, options: ReadOptions, version: number | undefined): Schema => {
  const open = new Set<MessageModel>();

  const nameOf = (fullName: string): string => (options.enhanced ? fullName : names.simpleName(fullName));

  const enumSchema = ({ fullName, numbers }: EnumModel): Schema => {
    const parameter = options.generalizedSumTypes ? names.GENERALIZED_ENUM : names.ENUM;
    const symbols = [...numbers].map(([symbol, number]) => [`${parameter}.${symbol}`, String(number)]);
    return primitiveSchema(options.intForEnums ? 'INT32' : 'STRING', {
      name: nameOf(fullName),
      parameters: { [parameter]: names.simpleName(fullName), ...Object.fromEntries(symbols) },
      optional: true,
    });
  };

  const entrySchema = ({ fullName, fields }: MessageModel): Schema => {
    const [key, value] = fields;
    if (key === undefined || value === undefined) throw new DataError(`${fullName} is no entry of a map`);
    return mapSchema(fieldSchema(key), fieldSchema(value), { name: names.mapName(nameOf(fullName)) });
  };

  const messageSchema = (field: FieldModel, message: MessageModel): Schema => {
    if (message.fullName === names.DECIMAL_TYPE) return decimalOf(field);
    const wrapped = options.wrapperForNullables ? wrappedField(message) : undefined;
    if (wrapped?.type.kind === 'scalar') return primitiveSchema(SCALARS[wrapped.type.scalar]);
    if (isMapField(field)) return entrySchema(message);
    return LOGICAL.get(message.fullName) ?? structOf(message);
  };

  const baseSchema = (field: FieldModel): Schema => {
    switch (field.type.kind) {
      case 'scalar':
        return scalarSchema(field.type.scalar, field);
      case 'enum':
        return enumSchema(field.type);
      default:
        return withOptions(messageSchema(field, field.type), { optional: true });
    }
  };

  const isOptional = (field: FieldModel, base: Schema, inOneof: boolean): boolean => {
    if (inOneof || base.optional) return true;
    if (options.optionalForNullables) return field.optional !== undefined;
    return !options.wrapperForNullables;
  };

  const fieldSchema = (field: FieldModel, inOneof = false): Schema => {
    const element = baseSchema(field);
    const isList = field.repeated && element.type !== 'MAP';
    const base = isList ? arraySchema(withOptions(element, { optional: true }), { optional: true }) : element;
    const isWrapper = field.type.kind === 'message' && wrappedField(field.type) !== undefined;
    const marked = inOneof && options.wrapperForNullables && isWrapper;
    return withOptions(base, {
      optional: isOptional(field, base, inOneof),
      parameters: {
        ...base.parameters,
        ...(marked ? { [names.WRAPPER]: 'true' } : {}),
        [names.TAG]: String(field.number),
      },
    });
  };

  const oneofSchema = (oneof: OneofModel, message: MessageModel): Schema => {
    const name = options.generalizedSumTypes
      ? oneof.name
      : names.UNION_PREFIX + (options.enhanced ? `${message.fullName}.${oneof.name}` : oneof.name);
    return structSchema(
      oneof.fields.map((field) => [field.name, fieldSchema(field, true)]),
      {
        name,
        optional: true,
        parameters: options.generalizedSumTypes ? { [names.GENERALIZED_UNION]: name } : undefined,
      },
    );
  };

  const structOf = (message: MessageModel): Schema => {
    if (open.has(message)) throw new DataError(`The message ${message.fullName} holds itself, which is not supported`);
    open.add(message);
    const unions = message.oneofs.flatMap(
      (oneof): ReadonlyArray<readonly [string, Schema]> =>
        options.flattenUnions
          ? oneof.fields.map((field) => [field.name, fieldSchema(field, true)])
          : [[unionFieldName(oneof, options), oneofSchema(oneof, message)]],
    );
    const fields = message.fields
      .filter(({ inOneof }) => !inOneof)
      .map((field): readonly [string, Schema] => [field.name, fieldSchema(field)]);
    open.delete(message);
    return structSchema([...unions, ...fields], { name: nameOf(message.fullName) });
  };

  const wrapped = options.wrapperForRawPrimitives ? wrappedField(root) : undefined;
  const schema = wrapped?.type.kind === 'scalar' ? primitiveSchema(SCALARS[wrapped.type.scalar]) : structOf(root);
  return withOptions(schema, { version });
};

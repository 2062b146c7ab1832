import { DataError } from '../../connect/errors.ts';
import { DATE_NAME, DECIMAL_NAME, TIME_NAME, TIMESTAMP_NAME } from '../../connect/logical-types.ts';
import {
  arraySchema,
  mapSchema,
  type PrimitiveType,
  primitiveSchema,
  type Schema,
  type SchemaOptions,
  STRING_SCHEMA,
  structSchema,
  withOptions,
} from '../../connect/schema.ts';
import { type AvroJson, isAvroObject } from './avro-json.ts';
import type { ArrayNode, AvroField, AvroNode, EnumNode, RecordNode, UnionNode } from './avro-node.ts';
import { optionalBranch } from './avro-node.ts';
import type { AvroOptions } from './avro-options.ts';
import * as names from './names.ts';
import { readDefault } from './read-default.ts';

type Parameters = Readonly<Record<string, string>>;
/** What one place adds to the schema of a type. */
interface Place {
  readonly optional?: boolean;
  readonly defaultJson?: AvroJson | undefined;
  readonly doc?: string | undefined;
  /** The registry's version of the schema, for the outermost type. */
  readonly version?: number | undefined;
}

/** A schema before what all types have in common is added. */
interface Base {
  readonly schema: Schema;
  readonly parameters?: Parameters;
}

const primitive = (type: PrimitiveType, name?: string): Base => ({
  schema: primitiveSchema(type, name === undefined ? {} : { name, version: 1 }),
});

const INT_LOGICAL: ReadonlyMap<AvroJson | undefined, string> = new Map<AvroJson | undefined, string>([
  ['date', DATE_NAME],
  ['time-millis', TIME_NAME],
]);

const CONNECT_INTS: ReadonlyMap<AvroJson | undefined, PrimitiveType> = new Map<AvroJson | undefined, PrimitiveType>([
  ['int8', 'INT8'],
  ['int16', 'INT16'],
]);

const intOf = ({ properties }: AvroNode & { readonly kind: 'int' }): Base => {
  const type = properties['connect.type'];
  if (properties.logicalType !== undefined) return primitive('INT32', INT_LOGICAL.get(properties.logicalType));
  if (type === undefined) return primitive('INT32');
  const connectType = CONNECT_INTS.get(type);
  if (connectType === undefined) throw new DataError('Connect type annotation for Avro int field is null');
  return primitive(connectType);
};

const decimalOf = (properties: { readonly [name: string]: AvroJson }): Base => {
  const { scale = 0, precision } = properties;
  const digits: Parameters =
    typeof precision === 'number' && precision !== names.DEFAULT_PRECISION
      ? { [names.DECIMAL_PRECISION]: String(precision) }
      : {};
  return { ...primitive('BYTES', DECIMAL_NAME), parameters: { scale: String(scale), ...digits } };
};

const bytesOf = (node: AvroNode & { readonly kind: 'bytes' | 'fixed' }): Base => {
  const { logicalType } = node.properties;
  const isDecimal = typeof logicalType === 'string' && logicalType.toLowerCase() === 'decimal';
  const { schema, parameters = {} } = isDecimal ? decimalOf(node.properties) : primitive('BYTES');
  return {
    schema,
    parameters: node.kind === 'fixed' ? { ...parameters, [names.FIXED_SIZE]: String(node.size) } : parameters,
  };
};

const isEntry = (node: AvroNode): node is RecordNode =>
  node.kind === 'record' &&
  (node.fullName === `${names.NAMESPACE}.${names.MAP_ENTRY}` ||
    node.properties['connect.internal.type'] === names.MAP_ENTRY);

const textOf = (json: AvroJson | undefined): string | undefined => (typeof json === 'string' ? json : undefined);

/**
 * The Connect schema of an Avro schema; follows `AvroData.toConnectSchema`.
 *
 * @param version the registry's version, where the schema does not say `connect.version` itself.
 * @throws DataError for what Connect cannot express: null by itself, and types that hold themselves.
 */
export const toConnectSchema = (root: AvroNode, options: AvroOptions, version?: number): Schema => {
  const open = new Set<AvroNode>();
  let unions = 0;

  const enumOf = (node: EnumNode): Base => {
    const { doc, default: symbol } = node.properties;
    const name = node.fullName.slice(node.fullName.lastIndexOf('.') + 1);
    const parameter = options.generalizedSumTypes ? names.GENERALIZED_ENUM : names.ENUM_PARAMETER;
    const docKey = options.discardTypeDocDefault ? 'connect.enum.doc' : names.ENUM_DOC + name;
    const keepsDefault = options.connectMetaData && !options.discardTypeDocDefault && typeof symbol === 'string';
    return {
      ...primitive('STRING'),
      parameters: {
        ...(options.connectMetaData && typeof doc === 'string' ? { [docKey]: doc } : {}),
        ...(keepsDefault ? { [names.ENUM_DEFAULT + name]: symbol } : {}),
        [parameter]: node.fullName,
        ...Object.fromEntries(
          node.symbols.map((one, index) => [`${parameter}.${one}`, options.generalizedSumTypes ? String(index) : one]),
        ),
      },
    };
  };

  const arrayOf = (node: ArrayNode): Base => {
    if (!isEntry(node.items)) return { schema: arraySchema(convert(node.items)) };
    const key = node.items.fields.find(({ name }) => name === 'key');
    const value = node.items.fields.find(({ name }) => name === 'value');
    if (node.items.fields.length !== 2 || key === undefined || value === undefined)
      throw new DataError(
        'Found map encoded as array of key-value pairs, but array elements do not match the expected format.',
      );
    return { schema: mapSchema(convert(key.node), convert(value.node)) };
  };

  const fieldOf = ({ name, node, doc, defaultJson }: AvroField): readonly [string, Schema] => [
    name,
    convert(node, { defaultJson, doc }),
  ];

  const recordOf = (node: RecordNode): Base => {
    const keepsDocs = options.connectMetaData && !options.discardTypeDocDefault;
    const doc = textOf(node.properties.doc);
    const docs = node.fields.flatMap((field) =>
      field.doc === undefined ? [] : [[names.FIELD_DOC + field.name, field.doc] as const],
    );
    return {
      schema: structSchema(node.fields.map(fieldOf)),
      parameters: keepsDocs
        ? { ...(doc === undefined ? {} : { [names.RECORD_DOC]: doc }), ...Object.fromEntries(docs) }
        : {},
    };
  };

  const memberName = (node: AvroNode, index: number): string => {
    if (options.generalizedSumTypes) return `${names.GENERALIZED_PREFIX}field_${index}`;
    if (!('fullName' in node)) return node.kind;
    return options.enhanced ? node.fullName : names.splitName(node.fullName, options).name;
  };

  const unionOf = (node: UnionNode, place: Place): Schema => {
    const members = node.branches.flatMap((branch, index) =>
      branch.kind === 'null' ? [] : [[memberName(branch, index), convert(branch, { optional: true })] as const],
    );
    if (new Set(members.map(([name]) => name)).size !== members.length)
      throw new DataError('Multiple union schemas map to the Connect union field name');
    const name = options.generalizedSumTypes ? `${names.GENERALIZED_PREFIX}${unions++}` : names.UNION_NAME;
    const optional = place.optional === true || members.length < node.branches.length;
    const parameters = options.generalizedSumTypes ? { [names.GENERALIZED_UNION]: name } : undefined;
    const schema = structSchema(members, { name, optional, parameters, version: place.version });
    return withDefault(node, schema, place);
  };

  const withDefault = (node: AvroNode, schema: Schema, { defaultJson }: Place): Schema => {
    const own = node.kind === 'union' ? undefined : node.properties['connect.default'];
    const json = defaultJson ?? own ?? null;
    if (json === null) return schema;
    try {
      return withOptions(schema, { defaultValue: readDefault(node, schema, json, options) ?? undefined });
    } catch {
      // As the original, which ignores defaults that are not of their type.
      return schema;
    }
  };

  const baseOf = (node: Exclude<AvroNode, UnionNode>): Base => {
    switch (node.kind) {
      case 'boolean':
        return primitive('BOOLEAN');
      case 'int':
        return intOf({ ...node, kind: node.kind });
      case 'long':
        return node.properties.logicalType === 'timestamp-millis'
          ? primitive('INT64', TIMESTAMP_NAME)
          : primitive('INT64');
      case 'float':
        return primitive('FLOAT32');
      case 'double':
        return primitive('FLOAT64');
      case 'string':
        return primitive('STRING');
      case 'bytes':
        return bytesOf({ ...node, kind: node.kind });
      case 'fixed':
        return bytesOf(node);
      case 'enum':
        return enumOf(node);
      case 'array':
        return arrayOf(node);
      case 'map':
        return { schema: mapSchema(STRING_SCHEMA, convert(node.values)) };
      case 'record':
        return recordOf(node);
      case 'null':
        throw new DataError('Standalone null schemas are not supported by this converter');
    }
  };

  const docOf = ({ properties }: Exclude<AvroNode, UnionNode>, place: Place): string | undefined => {
    const own = textOf(properties['connect.doc']);
    if (options.discardTypeDocDefault) return place.doc ?? textOf(properties.doc) ?? own;
    return options.connectMetaData ? own : undefined;
  };

  const versionOf = ({ properties }: Exclude<AvroNode, UnionNode>, base: Schema, place: Place): number | undefined => {
    const json = properties['connect.version'];
    if (json !== undefined && typeof json !== 'number') throw new DataError(`Invalid Connect version found: ${json}`);
    const found = json ?? (base.version === undefined ? place.version : undefined);
    if (found !== undefined && base.version !== undefined && found !== base.version)
      throw new DataError(
        `Mismatched versions: version already added to SchemaBuilder (${base.version}) differs from version in source schema (${found})`,
      );
    return found ?? base.version;
  };

  const nameOf = (node: Exclude<AvroNode, UnionNode>, base: Schema): string | undefined => {
    const json = node.properties['connect.name'];
    if (json !== undefined && typeof json !== 'string') throw new DataError(`Invalid schema name: ${json}`);
    const ownName = 'fullName' in node && base.name === undefined ? node.fullName : undefined;
    const name = json ?? ownName;
    if (name === undefined || name.startsWith(names.DEFAULT_NAME)) return base.name;
    if (base.name !== undefined && base.name !== name)
      throw new DataError(
        `Mismatched names: name already added to SchemaBuilder (${base.name}) differs from name in source schema (${name})`,
      );
    return name;
  };

  const parametersOf = (node: Exclude<AvroNode, UnionNode>, base: Base, place: Place): Parameters | undefined => {
    const { 'connect.parameters': own, 'connect.default': ownDefault, doc } = node.properties;
    const { connectMetaData, discardTypeDocDefault } = options;
    if (connectMetaData && own !== undefined && !isAvroObject(own))
      throw new DataError(`Expected JSON object for schema parameters but found: ${own}`);
    const given = Object.entries(connectMetaData && isAvroObject(own) ? own : {}).map(([name, value]) => {
      if (typeof value !== 'string')
        throw new DataError(`Expected schema parameter values to be strings but found: ${value}`);
      return [name, value] as const;
    });
    const avro = Object.entries(node.properties).filter(([name]) => name.startsWith('avro'));
    const recordDoc = connectMetaData && discardTypeDocDefault && typeof doc === 'string';
    const isFieldsDefault = place.defaultJson !== undefined && connectMetaData && !discardTypeDocDefault;
    const parameters = {
      ...base.parameters,
      ...(recordDoc ? { 'connect.record.doc': doc } : {}),
      ...Object.fromEntries(given),
      ...Object.fromEntries(avro.map(([name, value]) => [name, String(value)])),
      ...(isFieldsDefault && ownDefault === undefined ? { [names.FIELD_DEFAULT]: 'true' } : {}),
    };
    return Object.keys(parameters).length === 0 ? undefined : parameters;
  };

  const typed = (node: Exclude<AvroNode, UnionNode>, place: Place): Schema => {
    if (open.has(node))
      throw new DataError(
        `The Avro type ${'fullName' in node ? node.fullName : node.kind} holds itself, which is not supported`,
      );
    if (node.kind === 'record') open.add(node);
    const base = baseOf(node);
    open.delete(node);
    const attributes: SchemaOptions = {
      name: nameOf(node, base.schema),
      version: versionOf(node, base.schema, place),
      doc: docOf(node, place),
      parameters: parametersOf(node, base, place),
      optional: place.optional ?? false,
    };
    return withDefault(node, withOptions(base.schema, attributes), place);
  };

  const convert = (node: AvroNode, place: Place = {}): Schema => {
    if (node.kind !== 'union') return typed(node, place);
    const [first] = node.branches;
    if (first !== undefined && node.branches.length === 1 && options.flattenSingletonUnions)
      return convert(first, { doc: place.doc });
    const branch = optionalBranch(node);
    return branch === undefined ? unionOf(node, place) : convert(branch, { optional: true, doc: place.doc });
  };

  return convert(root, { version });
};

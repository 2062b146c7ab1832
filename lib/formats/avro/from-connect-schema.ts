import { schemasEqual } from '../../connect/equality.ts';
import { DataError } from '../../connect/errors.ts';
import {
  type Field,
  type MapSchema,
  type PrimitiveType,
  type Schema,
  type StructSchema,
  withOptions,
} from '../../connect/schema.ts';
import { ANYTHING } from './anything.ts';
import { type AvroJson, type AvroObject, isAvroList, isAvroObject } from './avro-json.ts';
import { type AvroOptions, isAvroMap } from './avro-options.ts';
import { connectProperties } from './connect-properties.ts';
import { defaultJson } from './default-json.ts';
import * as names from './names.ts';

const PRIMITIVES: Readonly<Record<PrimitiveType, string>> = {
  INT8: 'int',
  INT16: 'int',
  INT32: 'int',
  INT64: 'long',
  FLOAT32: 'float',
  FLOAT64: 'double',
  BOOLEAN: 'boolean',
  STRING: 'string',
  BYTES: 'bytes',
};

/** The schema apart from how one place uses it. */
const required = (schema: Schema): Schema =>
  withOptions(schema, { optional: false, defaultValue: undefined, doc: undefined });

const hasDefault = ({ defaultValue }: Schema): boolean => defaultValue !== undefined && defaultValue !== null;

const isStruct = ({ type }: Schema): boolean => type === 'STRUCT';

const isExpressible = (json: AvroJson): boolean => {
  if (typeof json === 'number') return Number.isFinite(json);
  if (isAvroList(json)) return json.every(isExpressible);
  return !isAvroObject(json) || Object.values(json).every(isExpressible);
};

/** The namespace around a type: names in it are written without it, as Avro's own `toString` does. */
type Enclosing = string | undefined;

/**
 * The Avro schema of a Connect schema; follows Confluent's `AvroData.fromConnectSchema`: names and namespaces,
 * `ConnectDefault` for structs without a name, logical types, `null` first in the union of an optional type unless it has
 * another default, the order of attributes. Without a schema it is that of anything.
 *
 * @throws DataError for what Avro cannot express.
 */
export const fromConnectSchema = (root: Schema | null, options: AvroOptions): AvroJson => {
  const defined = new Map<string, Schema>();
  const entryTypes: Schema[] = [];
  let unnamed = 0;

  /** A named type is written out once and then goes by its name. */
  const named = (
    given: names.SplitName,
    schema: Schema,
    enclosing: Enclosing,
    build: (namespace: Enclosing) => AvroObject,
  ): AvroJson => {
    const fullName = names.joinName(given);
    const known = defined.get(fullName);
    const { namespace = '' } = given;
    if (known === undefined) {
      defined.set(fullName, required(schema));
      const { type = 'record', ...more } = build(namespace);
      return { type, name: given.name, ...(namespace === (enclosing ?? '') ? {} : { namespace }), ...more };
    }
    if (schemasEqual(known, required(schema))) return namespace === (enclosing ?? '') ? given.name : fullName;
    throw new DataError(`Two different types have the name ${fullName}: Avro allows one`);
  };

  const nameOf = (schema: Schema): names.SplitName => {
    if (schema.name) return names.splitName(schema.name, options);
    unnamed++;
    return { namespace: names.NAMESPACE, name: `ConnectDefault${unnamed > 1 ? unnamed : ''}` };
  };

  /** None where Avro has no way to write it: not a number, or not of a union's first type. */
  const fieldDefault = ({ schema }: Field): AvroObject => {
    if (!hasDefault(schema)) return schema.optional ? { default: null } : {};
    if (isStruct(schema) && schema.optional) return {};
    const json = defaultJson(schema, schema.defaultValue ?? null, options);
    return isExpressible(json) ? { default: json } : {};
  };

  const fieldDoc = (struct: StructSchema, { name, schema }: Field): AvroObject => {
    const doc = options.discardTypeDocDefault ? schema.doc : struct.parameters?.[names.FIELD_DOC + name];
    return doc === undefined ? {} : { doc };
  };

  const record = (schema: StructSchema, enclosing: Enclosing): AvroJson =>
    named(nameOf(schema), schema, enclosing, (namespace) => {
      const doc = schema.parameters?.[options.discardTypeDocDefault ? 'connect.record.doc' : names.RECORD_DOC];
      const fields = schema.fields.map((field) => ({
        name: names.avroName(field.name, options),
        type: convert(field.schema, namespace),
        ...fieldDoc(schema, field),
        ...fieldDefault(field),
      }));
      return { ...(doc === undefined ? {} : { doc }), fields, ...connectProperties(schema, options) };
    });

  const union = (schema: StructSchema, enclosing: Enclosing): AvroJson => [
    ...(schema.optional ? ['null'] : []),
    ...schema.fields.map((field) => convert(withOptions(field.schema, { optional: false }), enclosing)),
  ];

  /** Numbered like unnamed structs; the original gives all one name, which Avro refuses where they differ. */
  const entryName = (schema: MapSchema): names.SplitName => {
    if (schema.name) return names.splitName(schema.name, options);
    const known = entryTypes.findIndex((type) => schemasEqual(type, required(schema)));
    const number = known < 0 ? entryTypes.push(required(schema)) : known + 1;
    return { namespace: names.NAMESPACE, name: `${names.MAP_ENTRY}${number > 1 ? number : ''}` };
  };

  const isMarked = (schema: MapSchema): boolean => schema.name !== undefined || entryTypes.length > 1;

  const mapEntries = (schema: MapSchema, enclosing: Enclosing): AvroJson =>
    named(entryName(schema), schema, enclosing, (namespace) => ({
      fields: [
        { name: 'key', type: convert(schema.keySchema, namespace), ...fieldDefault(entryField(schema.keySchema)) },
        {
          name: 'value',
          type: convert(schema.valueSchema, namespace),
          ...fieldDefault(entryField(schema.valueSchema)),
        },
      ],
      ...(isMarked(schema) ? { 'connect.internal.type': names.MAP_ENTRY } : {}),
    }));

  const enumeration = (schema: Schema, parameter: string, enclosing: Enclosing): AvroJson => {
    const { parameters = {} } = schema;
    const given = names.splitName(parameters[parameter] ?? schema.name ?? '', { ...options, scrubInvalidNames: false });
    const prefix = `${parameter}.`;
    const symbols = Object.keys(parameters)
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length));
    const doc = parameters[options.discardTypeDocDefault ? 'connect.enum.doc' : names.ENUM_DOC + given.name];
    const symbol = options.discardTypeDocDefault ? undefined : parameters[names.ENUM_DEFAULT + given.name];
    return named(given, schema, enclosing, () => ({
      type: 'enum',
      ...(doc === undefined ? {} : { doc }),
      symbols,
      ...(symbol === undefined ? {} : { default: symbol }),
      ...connectProperties(schema, options),
    }));
  };

  const fixed = (schema: Schema, size: number, enclosing: Enclosing): AvroJson =>
    named(nameOf(schema), schema, enclosing, () => ({ type: 'fixed', size, ...connectProperties(schema, options) }));

  const withProperties = (schema: Schema, type: AvroObject): AvroJson => {
    const properties = connectProperties(schema, options);
    const { type: name = null } = type;
    return Object.keys(type).length === 1 && Object.keys(properties).length === 0 && !isAvroObject(name)
      ? name
      : { ...type, ...properties };
  };

  const base = (schema: Schema, enclosing: Enclosing): AvroJson => {
    const parameter = names.enumParameter(schema, options);
    if (parameter !== undefined) return enumeration(schema, parameter, enclosing);
    const size = names.fixedSize(schema);
    if (size !== undefined) return fixed(schema, size, enclosing);
    switch (schema.type) {
      case 'STRUCT':
        return record(schema, enclosing);
      case 'ARRAY':
        return withProperties(schema, { type: 'array', items: convert(schema.valueSchema, enclosing) });
      case 'MAP':
        return isAvroMap(schema, options)
          ? withProperties(schema, { type: 'map', values: convert(schema.valueSchema, enclosing) })
          : withProperties(schema, { type: 'array', items: mapEntries(schema, enclosing) });
      default:
        return withProperties(schema, { type: PRIMITIVES[schema.type] });
    }
  };

  const convert = (schema: Schema, enclosing: Enclosing): AvroJson => {
    if (names.isUnionStruct(schema)) return union(schema, enclosing);
    const type = base(schema, enclosing);
    if (!schema.optional) return type;
    return hasDefault(schema) && !isStruct(schema) ? [type, 'null'] : ['null', type];
  };

  return root === null ? ANYTHING : convert(root, undefined);
};

const entryField = (schema: Schema): Field => ({ name: '', index: 0, schema });

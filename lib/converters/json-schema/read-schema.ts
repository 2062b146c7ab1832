import { DataError } from '../../connect/errors.ts';
import {
  arraySchema,
  mapSchema,
  type PrimitiveType,
  primitiveSchema,
  type Schema,
  STRING_SCHEMA,
  structSchema,
  withOptions,
} from '../../connect/schema.ts';
import { isArray, isObject, type Json, type JsonObject } from '../../formats/json/json.ts';
import { type Documents, resolveRef } from './json-pointer.ts';
import { ENUM, GENERALIZED_ENUM, GENERALIZED_UNION, NULL_MARKER, ONE_OF } from './names.ts';
import { compileJsonSchemaReader } from './read-value.ts';

export interface ReadSchemaOptions {
  readonly generalizedSumTypes: boolean;
  readonly optionalForNonRequired: boolean;
  readonly flattenSingletonUnions: boolean;
}

/** Where a schema stands: in which document, and whether null is allowed there. */
interface Place {
  readonly document: string;
  readonly optional: boolean;
  readonly version?: number | undefined;
}

const CONNECT_NUMBERS: ReadonlyMap<Json | undefined, PrimitiveType> = new Map<Json | undefined, PrimitiveType>([
  ['int8', 'INT8'],
  ['int16', 'INT16'],
  ['int32', 'INT32'],
  ['int64', 'INT64'],
  ['float32', 'FLOAT32'],
  ['float64', 'FLOAT64'],
  ['bytes', 'BYTES'],
]);

const textOf = (json: Json | undefined): string | undefined => (typeof json === 'string' ? json : undefined);

const numberType = (json: JsonObject, type: Json | undefined): PrimitiveType => {
  const connectType = json['connect.type'];
  if (connectType === undefined) return type === 'integer' ? 'INT64' : 'FLOAT64';
  const known = CONNECT_NUMBERS.get(connectType);
  if (known === undefined) throw new DataError(`Unsupported type ${connectType}`);
  return known;
};

const isNull = (json: Json): boolean => isObject(json) && json.type === 'null';

/** The alternatives of a schema that is one of several. */
const alternatives = (json: JsonObject): readonly Json[] | undefined => {
  if (isArray(json.oneOf)) return json.oneOf;
  if (isArray(json.anyOf)) return json.anyOf;
  return isArray(json.type) ? json.type.map((type) => ({ ...json, type })) : undefined;
};

const parametersOf = (json: Json | undefined): Readonly<Record<string, string>> =>
  isObject(json) ? Object.fromEntries(Object.entries(json).map(([name, value]) => [name, String(value)])) : {};

/**
 * The Connect schema of a JSON Schema; follows Confluent's `JsonSchemaData.toConnectSchema`.
 *
 * @throws DataError for what Connect cannot express, such as schemas that hold themselves.
 */
export const readJsonSchema = (
  documents: Documents,
  options: ReadSchemaOptions,
  version: number | undefined,
): Schema => {
  const open = new Set<Json>();
  let unions = 0;

  const enumOf = (symbols: readonly Json[]): Schema => {
    const name = options.generalizedSumTypes ? GENERALIZED_ENUM : ENUM;
    const entries = symbols.map((symbol, index) => {
      const text = symbol === null ? NULL_MARKER : String(symbol);
      return [`${name}.${text}`, options.generalizedSumTypes ? String(index) : text];
    });
    return primitiveSchema('STRING', { parameters: { [name]: '', ...Object.fromEntries(entries) } });
  };

  const inOrder = (properties: JsonObject): readonly (readonly [string, Json])[] => {
    const entries = Object.entries(properties);
    const index = (json: Json, fallback: number): number => {
      const given = isObject(json) ? json['connect.index'] : undefined;
      return typeof given === 'number' ? given : fallback;
    };
    return entries
      .map(([name, json], position) => ({ name, json, at: index(json, position) }))
      .sort((left, right) => left.at - right.at)
      .map(({ name, json }) => [name, json]);
  };

  const structOf = (json: JsonObject, place: Place): Schema => {
    const required = isArray(json.required) ? json.required : [];
    const properties = isObject(json.properties) ? json.properties : {};
    return structSchema(
      inOrder(properties).map(([name, property]) => [
        name,
        convert(property, {
          document: place.document,
          optional: options.optionalForNonRequired && !required.includes(name),
        }),
      ]),
    );
  };

  const inner = (json: Json | undefined, { document }: Place): Schema => convert(json, { document, optional: false });

  const objectOf = (json: JsonObject, place: Place): Schema =>
    json['connect.type'] === 'map'
      ? mapSchema(STRING_SCHEMA, inner(json.additionalProperties, place))
      : structOf(json, place);

  const arrayOf = (json: JsonObject, place: Place): Schema => {
    const { items } = json;
    if (items === undefined) throw new DataError('Array schema did not specify the items type');
    if (json['connect.type'] !== 'map' || !isObject(items) || !isObject(items.properties))
      return arraySchema(inner(items, place));
    return mapSchema(inner(items.properties.key, place), inner(items.properties.value, place));
  };

  const content = (json: JsonObject, place: Place): Schema => {
    const { type } = json;
    const isNumber = type === 'integer' || type === 'number';
    if (isNumber) return primitiveSchema(numberType(json, type));
    if (isArray(json.enum)) return enumOf(json.enum);
    if (json.const !== undefined && type === undefined) return enumOf([json.const]);
    if (type === 'boolean') return primitiveSchema('BOOLEAN');
    if (type === 'string') return primitiveSchema(json['connect.type'] === 'bytes' ? 'BYTES' : 'STRING');
    if (type === 'array') return arrayOf(json, place);
    if (type === 'object' || json.properties !== undefined) return objectOf(json, place);
    throw new DataError(`Unsupported JSON schema: ${JSON.stringify(json)}`);
  };

  const withAttributes = (schema: Schema, json: JsonObject, place: Place): Schema => {
    const parameters = { ...schema.parameters, ...parametersOf(json['connect.parameters']) };
    const ownVersion = json['connect.version'];
    const described = withOptions(schema, {
      name: schema.name ?? textOf(json.title),
      version: typeof ownVersion === 'number' ? ownVersion : place.version,
      doc: textOf(json.description),
      parameters: Object.keys(parameters).length === 0 ? undefined : parameters,
      optional: place.optional,
    });
    if (json.default === undefined || json.default === null) return described;
    return withOptions(described, { defaultValue: compileJsonSchemaReader(described)(json.default) ?? undefined });
  };

  const unionOf = (json: JsonObject, members: readonly Json[], place: Place): Schema => {
    const others = members.filter((member) => !isNull(member));
    const [only] = others;
    const isOptional = place.optional || others.length < members.length;
    if (only !== undefined && others.length === 1 && (members.length === 2 || options.flattenSingletonUnions))
      return convert(only, { ...place, optional: members.length === 2 || place.optional });
    const name = options.generalizedSumTypes ? `connect_union_${unions++}` : ONE_OF;
    const prefix = options.generalizedSumTypes ? 'connect_union_field_' : `${ONE_OF}.field.`;
    const fields = others.map(
      (member, index) => [`${prefix}${index}`, convert(member, { document: place.document, optional: true })] as const,
    );
    const parameters = options.generalizedSumTypes ? { [GENERALIZED_UNION]: name } : undefined;
    return withAttributes(structSchema(fields, { name, parameters }), withoutType(json), {
      ...place,
      optional: isOptional,
    });
  };

  /** All of several: their properties together, or the one that says what it is. */
  const allOf = (json: JsonObject, parts: readonly Json[], place: Place): Schema => {
    const resolved = parts.map((part) =>
      isObject(part) && typeof part.$ref === 'string' ? resolveRef(documents, place.document, part.$ref).json : part,
    );
    const objects = [json, ...resolved].filter(isObject);
    const properties = Object.assign({}, ...objects.map((one) => one.properties ?? {}));
    const required = objects.flatMap((one) => (isArray(one.required) ? one.required : []));
    const { allOf: _parts, ...own } = json;
    if (Object.keys(properties).length > 0) return convert({ ...own, type: 'object', properties, required }, place);
    const typed = objects.find((one) => one !== json && (one.type !== undefined || alternatives(one) !== undefined));
    if (typed === undefined) throw new DataError(`Unsupported criterion allOf for ${JSON.stringify(json)}`);
    return convert({ ...own, ...typed }, place);
  };

  const referred = (ref: string, place: Place): Schema => {
    const { document, json } = resolveRef(documents, place.document, ref);
    if (open.has(json)) throw new DataError(`The JSON schema ${ref} holds itself, which is not supported`);
    open.add(json);
    const schema = convert(json, { ...place, document });
    open.delete(json);
    return schema;
  };

  const convert = (json: Json | undefined, place: Place): Schema => {
    if (!isObject(json)) throw new DataError(`Unsupported JSON schema: ${JSON.stringify(json)}`);
    if (typeof json.$ref === 'string') return referred(json.$ref, place);
    const members = alternatives(json);
    if (members !== undefined && json.properties === undefined) return unionOf(json, members, place);
    if (isArray(json.allOf)) return allOf(json, json.allOf, place);
    return withAttributes(content(json, place), json, place);
  };

  const root = documents.get('');
  if (root !== undefined) open.add(root);
  return convert(root, { document: '', optional: false, version });
};

const withoutType = ({ type: _type, default: _default, ...more }: JsonObject): JsonObject => more;

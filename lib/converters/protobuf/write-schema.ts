import { DataError } from '../../connect/errors.ts';
import { DATE_NAME, DECIMAL_NAME, TIME_NAME, TIMESTAMP_NAME } from '../../connect/logical-types.ts';
import type { PrimitiveType, Schema, StructSchema } from '../../connect/schema.ts';
import { KNOWN_TYPES } from './known-types.ts';
import * as names from './names.ts';

export interface ProtoTextOptions {
  readonly optionalForNullables: boolean;
  readonly wrapperForNullables: boolean;
  readonly scrubInvalidNames: boolean;
}

export interface ProtoText {
  readonly text: string;
  /** The message that records are written as. */
  readonly fullName: string;
}

const WRAPPERS = 'google/protobuf/wrappers.proto';

const SCALARS: Readonly<Record<PrimitiveType, readonly [scalar: string, wrapper: string]>> = {
  INT8: ['int32', 'Int32Value'],
  INT16: ['int32', 'Int32Value'],
  INT32: ['int32', 'Int32Value'],
  INT64: ['int64', 'Int64Value'],
  FLOAT32: ['float', 'FloatValue'],
  FLOAT64: ['double', 'DoubleValue'],
  BOOLEAN: ['bool', 'BoolValue'],
  STRING: ['string', 'StringValue'],
  BYTES: ['bytes', 'BytesValue'],
};

const LOGICAL: ReadonlyMap<string | undefined, readonly [type: string, file: string]> = new Map([
  [DECIMAL_NAME, [names.DECIMAL_TYPE, 'confluent/type/decimal.proto']],
  [DATE_NAME, [names.DATE_TYPE, 'google/type/date.proto']],
  [TIME_NAME, [names.TIME_TYPE, 'google/type/timeofday.proto']],
  [TIMESTAMP_NAME, [names.TIMESTAMP_TYPE, 'google/protobuf/timestamp.proto']],
]);

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

const paramsOf = (schema: Schema): Readonly<Record<string, string>> => {
  if (schema.name === DECIMAL_NAME) {
    const { scale, 'connect.decimal.precision': precision } = schema.parameters ?? {};
    return { ...(precision === undefined ? {} : { precision }), ...(scale === undefined ? {} : { scale }) };
  }
  return schema.type === 'INT8' || schema.type === 'INT16' ? { 'connect.type': schema.type.toLowerCase() } : {};
};

/** A message in the making: what is defined in it, by name. */
interface Scope {
  readonly types: Map<string, readonly string[]>;
  readonly lines: string[];
}

/**
 * The `.proto` file of a Connect schema; follows Confluent's `ProtobufData.fromConnectSchema`: messages within the message
 * that uses them, maps as repeated entries, logical types as the messages of Google and Confluent.
 *
 * @throws DataError for what Protobuf cannot express, such as lists of lists.
 */
export const protoText = (root: Schema, options: ProtoTextOptions): ProtoText => {
  const imports = new Set<string>();
  let unnamed = 0;

  const scrub = (name: string): string => (options.scrubInvalidNames ? names.scrubbed(name) : name);

  const named = (name: string | undefined): string => (name ? name : `ConnectDefault${++unnamed}`);

  const unqualified = (name: string | undefined): string => scrub(names.simpleName(named(name)));

  const tagOf = (schema: Schema): number | undefined => {
    const tag = schema.parameters?.[names.TAG];
    return tag === undefined ? undefined : Number(tag);
  };

  const isWrapped = (schema: Schema, inOneof: boolean): boolean =>
    options.wrapperForNullables && schema.optional && (!inOneof || schema.parameters?.[names.WRAPPER] === 'true');

  const enumeration = (scope: Scope, schema: Schema, parameter: string): string => {
    const type = unqualified(schema.parameters?.[parameter] || schema.name);
    const prefix = `${parameter}.`;
    const values = Object.entries(schema.parameters ?? {})
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, tag]) => `${name.slice(prefix.length)} = ${tag};`);
    scope.types.set(type, [`enum ${type} {`, ...indented(values), '}']);
    return type;
  };

  const primitive = (schema: Schema & { readonly type: PrimitiveType }, inOneof: boolean): string => {
    const [scalar, wrapper] = SCALARS[schema.type];
    if (!isWrapped(schema, inOneof)) return schema.parameters?.[names.TYPE] ?? scalar;
    imports.add(WRAPPERS);
    return `google.protobuf.${wrapper}`;
  };

  const entries = (scope: Scope, schema: Schema & { readonly type: 'MAP' }): string => {
    const type = names.entryName(unqualified(schema.name));
    const inner = openScope();
    field(inner, 'key', schema.keySchema, 1);
    field(inner, 'value', schema.valueSchema, 2);
    scope.types.set(type, message(type, inner));
    return type;
  };

  const nested = (scope: Scope, schema: StructSchema, fieldName: string): string => {
    const name = unqualified(schema.name);
    // A message and a field of one name would clash.
    const type = name === fieldName ? `${name}Message` : name;
    if (!scope.types.has(type)) {
      scope.types.set(type, []);
      scope.types.set(type, message(type, fields(schema)));
    }
    return type;
  };

  const typeOf = (scope: Scope, schema: Schema, fieldName: string, inOneof: boolean): string => {
    const logical = LOGICAL.get(schema.name);
    if (logical !== undefined) {
      imports.add(logical[1]);
      return logical[0];
    }
    const parameter = names.enumParameter(schema);
    if (parameter !== undefined) return enumeration(scope, schema, parameter);
    switch (schema.type) {
      case 'STRUCT':
        return nested(scope, schema, fieldName);
      case 'MAP':
        return entries(scope, schema);
      case 'ARRAY':
        throw new DataError('Array cannot be nested');
      default:
        return primitive(schema, inOneof);
    }
  };

  const labelOf = (schema: Schema, inOneof: boolean): string => {
    if (schema.type === 'ARRAY' || schema.type === 'MAP') return 'repeated ';
    return options.optionalForNullables && schema.optional && !inOneof ? 'optional ' : '';
  };

  const metaOf = (schema: Schema): string => {
    const params = Object.entries(paramsOf(schema));
    if (params.length === 0) return '';
    imports.add('confluent/meta.proto');
    const list = params.map(([key, value]) => `{ key: ${JSON.stringify(key)}, value: ${JSON.stringify(value)} }`);
    return ` [(confluent.field_meta) = { params: [${list.join(', ')}] }]`;
  };

  const field = (scope: Scope, given: string, schema: Schema, tag: number, inOneof = false): string => {
    const name = scrub(given);
    const element = schema.type === 'ARRAY' ? schema.valueSchema : schema;
    const type = typeOf(scope, element, name, inOneof);
    const line = `${labelOf(schema, inOneof)}${type} ${name} = ${tag}${metaOf(element)};`;
    if (!inOneof) scope.lines.push(line);
    return line;
  };

  const openScope = (): Scope => ({ types: new Map(), lines: [] });

  const fields = (schema: StructSchema): Scope => {
    const scope = openScope();
    let next = 1;
    const taken = new Set(schema.fields.flatMap((one) => tagOf(one.schema) ?? []));
    const free = (): number => {
      while (taken.has(next)) next++;
      return next++;
    };
    for (const one of schema.fields) {
      if (!names.isUnionStruct(one.schema)) {
        field(scope, one.name, one.schema, tagOf(one.schema) ?? free());
        continue;
      }
      const { name = '', parameters } = one.schema;
      const union = parameters?.[names.GENERALIZED_UNION] ?? name.slice(names.UNION_PREFIX.length);
      const members = one.schema.fields.map((member) =>
        field(scope, member.name, member.schema, tagOf(member.schema) ?? free(), true),
      );
      scope.lines.push(`oneof ${unqualified(union)} {`, ...indented(members), '}');
    }
    return scope;
  };

  const message = (name: string, { types, lines }: Scope): readonly string[] => [
    `message ${name} {`,
    ...indented([...lines, ...[...types.values()].flat()]),
    '}',
  ];

  if (root.type === 'ARRAY' || root.type === 'MAP') throw new DataError(`Unsupported root schema of type ${root.type}`);
  if (root.type !== 'STRUCT')
    return { text: KNOWN_TYPES.get(WRAPPERS) ?? '', fullName: `google.protobuf.${SCALARS[root.type][1]}` };
  const parts = named(root.name).split('.').map(scrub);
  const name = parts.pop() ?? '';
  const body = message(name, fields(root));
  const head = [
    'syntax = "proto3";',
    ...(parts.length === 0 ? [] : [`package ${parts.join('.')};`]),
    '',
    ...[...imports].sort().map((file) => `import "${file}";`),
    ...(imports.size === 0 ? [] : ['']),
  ];
  return { text: `${[...head, ...body].join('\n')}\n`, fullName: [...parts, name].join('.') };
};

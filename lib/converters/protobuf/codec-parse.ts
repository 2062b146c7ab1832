import protobuf from 'protobufjs';
import { asError, DataError } from '../../connect/errors.ts';
import type { ResolvedSchema } from '../schema-registry/schema-format.ts';
import { KNOWN_TYPES } from './known-types.ts';
import type { EnumModel, FieldModel, FieldType, FileModel, MessageModel, Scalar } from './model.ts';

const OPTIONS = { keepCase: true } as const;

const SCALARS: ReadonlySet<string> = new Set<Scalar>([
  'int32',
  'sint32',
  'sfixed32',
  'uint32',
  'fixed32',
  'int64',
  'sint64',
  'sfixed64',
  'uint64',
  'fixed64',
  'float',
  'double',
  'bool',
  'string',
  'bytes',
]);

const isScalar = (type: string): type is Scalar => SCALARS.has(type);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The `params` of `(confluent.field_meta)`: a list of entries, or one entry. */
const paramsOf = (field: protobuf.Field): Readonly<Record<string, string>> => {
  const options: unknown = field.parsedOptions;
  const metas = Array.isArray(options)
    ? options.map((one) => (isRecord(one) ? one['(confluent.field_meta)'] : undefined))
    : [];
  const entries = metas.flatMap((meta) => (isRecord(meta) ? [meta.params].flat() : []));
  return Object.fromEntries(
    entries.flatMap((entry) =>
      isRecord(entry) && entry.key !== undefined ? [[String(entry.key), String(entry.value)]] : [],
    ),
  );
};

const fullNameOf = ({ fullName }: protobuf.ReflectionObject): string => fullName.replace(/^\./, '');

/** Turns protobufjs's reflection into a model that knows no library. */
const createModels = () => {
  const known = new Map<protobuf.ReflectionObject, MessageModel | EnumModel>();

  const enumOf = (type: protobuf.Enum): EnumModel => ({
    kind: 'enum',
    fullName: fullNameOf(type),
    numbers: new Map(Object.entries(type.values)),
  });

  const typeOf = (name: string, resolved: protobuf.Type | protobuf.Enum | null): FieldType => {
    if (isScalar(name)) return { kind: 'scalar', scalar: name };
    if (resolved instanceof protobuf.Type) return messageOf(resolved);
    if (resolved instanceof protobuf.Enum) return enumOf(resolved);
    throw new DataError(`Unknown Protobuf type ${name}`);
  };

  const plain = { repeated: false, optional: undefined, inOneof: false, params: {} } as const;

  const entryOf = (field: protobuf.MapField): MessageModel => {
    const name = field.name.replace(/(^|_)([a-z])/g, (_match, _start, letter: string) => letter.toUpperCase());
    return {
      kind: 'message',
      fullName: `${fullNameOf(field).slice(0, -field.name.length)}${name}Entry`,
      oneofs: [],
      fields: [
        { ...plain, name: 'key', number: 1, type: typeOf(field.keyType, null) },
        { ...plain, name: 'value', number: 2, type: typeOf(field.type, field.resolvedType) },
      ],
    };
  };

  const fieldOf = (field: protobuf.Field, isProto2: boolean): FieldModel => {
    field.resolve();
    const isMap = field instanceof protobuf.MapField;
    const isSynthetic = field.partOf?.isProto3Optional === true;
    const isPlain = !field.repeated && !isMap && field.partOf === null && !field.required;
    return {
      name: field.name,
      number: field.id,
      type: isMap ? entryOf(field) : typeOf(field.type, field.resolvedType),
      repeated: field.repeated || isMap,
      optional: isSynthetic ? 'proto3' : isProto2 && isPlain ? 'proto2' : undefined,
      inOneof: field.partOf !== null && !isSynthetic,
      params: paramsOf(field),
    };
  };

  const messageOf = (type: protobuf.Type): MessageModel => {
    const model = known.get(type);
    if (model?.kind === 'message') return model;
    const fields: FieldModel[] = [];
    const oneofs: Array<{ name: string; index: number; fields: readonly FieldModel[] }> = [];
    const message: MessageModel = { kind: 'message', fullName: fullNameOf(type), fields, oneofs };
    known.set(type, message);
    const isProto2 = syntaxOf(type) === 'proto2';
    for (const field of type.fieldsArray) fields.push(fieldOf(field, isProto2));
    const byName = new Map(fields.map((field) => [field.name, field]));
    for (const oneof of type.oneofsArray.filter(({ isProto3Optional }) => !isProto3Optional))
      oneofs.push({
        name: oneof.name,
        index: oneofs.length,
        fields: oneof.fieldsArray.flatMap(({ name }) => byName.get(name) ?? []),
      });
    return message;
  };

  return messageOf;
};

const syntaxes = new WeakMap<protobuf.ReflectionObject, string>();

const syntaxOf = (type: protobuf.ReflectionObject): string => {
  for (let at: protobuf.ReflectionObject | null = type; at !== null; at = at.parent) {
    const syntax = syntaxes.get(at);
    if (syntax !== undefined) return syntax;
  }
  return 'proto3';
};

const syntaxIn = (text: string): string => /^\s*syntax\s*=\s*["'](proto\d)["']/m.exec(text)?.[1] ?? 'proto2';

interface Place {
  readonly path: readonly number[];
  readonly fullName: string;
}

/** The messages of one file alone, in the order of the file. */
const placesIn = (text: string): readonly Place[] => {
  const { root } = protobuf.parse(text, new protobuf.Root(), OPTIONS);
  const inside = (namespace: protobuf.NamespaceBase, path: readonly number[]): readonly Place[] => {
    const types = namespace.nestedArray.filter((one) => one instanceof protobuf.Type);
    return types.flatMap((type, index) => [
      { path: [...path, index], fullName: fullNameOf(type) },
      ...inside(type, [...path, index]),
    ]);
  };
  const fileLevel = (namespace: protobuf.NamespaceBase): readonly Place[] => [
    ...inside(namespace, []),
    ...namespace.nestedArray.flatMap((one) =>
      one instanceof protobuf.Namespace && !(one instanceof protobuf.Type) ? fileLevel(one) : [],
    ),
  ];
  return fileLevel(root);
};

const load = ({ text, resolved }: ResolvedSchema): protobuf.Root => {
  const root = new protobuf.Root();
  const texts = new Map(resolved.map((one) => [one.name, one.text]));
  const loaded = new Set<string>();

  const addFile = (content: string): void => {
    const { imports = [], weakImports = [] } = protobuf.parse(content, root, OPTIONS);
    for (const name of [...imports, ...weakImports]) addImport(name);
  };

  const addImport = (name: string): void => {
    if (loaded.has(name)) return;
    loaded.add(name);
    const content = texts.get(name) ?? KNOWN_TYPES.get(name);
    const common = protobuf.common.get(name)?.nested;
    if (content !== undefined) addFile(content);
    else if (common !== undefined) root.addJSON(common);
    else throw new DataError(`The Protobuf schema imports ${name}, which it does not refer to`);
  };

  addFile(text);
  root.resolveAll();
  return root;
};

/**
 * The messages of a `.proto` file.
 *
 * @throws DataError when it is none, or imports what is not there.
 */
export const parseProto = (schema: ResolvedSchema): FileModel => {
  try {
    const root = load(schema);
    syntaxes.set(root, syntaxIn(schema.text));
    const messageOf = createModels();
    return {
      messages: placesIn(schema.text).map(({ path, fullName }) => ({
        path,
        message: messageOf(root.lookupType(fullName)),
      })),
    };
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(`Invalid Protobuf schema: ${asError(error).message}`, { cause: error });
  }
};

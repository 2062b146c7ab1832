/** A column's type, as far as values depend on it. */
export type CqlType =
  | { readonly kind: ScalarName }
  | { readonly kind: 'list' | 'set'; readonly of: CqlType }
  | { readonly kind: 'map'; readonly key: CqlType; readonly of: CqlType }
  | { readonly kind: 'udt'; readonly fields: ReadonlyArray<{ readonly name: string; readonly type: CqlType }> }
  | { readonly kind: 'tuple'; readonly items: readonly CqlType[] }
  | { readonly kind: 'vector'; readonly of: CqlType; readonly dimensions: number };

export type ScalarName = (typeof SCALARS)[number][1];

/** The protocol's numbers of the types. */
const SCALARS = [
  [0x01, 'ascii'],
  [0x02, 'bigint'],
  [0x03, 'blob'],
  [0x04, 'boolean'],
  [0x05, 'counter'],
  [0x06, 'decimal'],
  [0x07, 'double'],
  [0x08, 'float'],
  [0x09, 'int'],
  [0x0a, 'text'],
  [0x0b, 'timestamp'],
  [0x0c, 'uuid'],
  [0x0d, 'text'],
  [0x0e, 'varint'],
  [0x0f, 'timeuuid'],
  [0x10, 'inet'],
  [0x11, 'date'],
  [0x12, 'time'],
  [0x13, 'smallint'],
  [0x14, 'tinyint'],
  [0x15, 'duration'],
] as const;

const BY_CODE: ReadonlyMap<number, ScalarName> = new Map(SCALARS);
const LIST = 0x20;
const MAP = 0x21;
const SET = 0x22;
const UDT = 0x30;
const TUPLE = 0x31;
const DURATION_CLASS = 'org.apache.cassandra.db.marshal.DurationType';

const at = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const custom = (type: unknown, info: unknown): CqlType => {
  if (info === DURATION_CLASS) return { kind: 'duration' };
  const [of, dimensions] = listOf(info);
  if (at(type, 'customTypeName') === 'vector')
    return { kind: 'vector', of: cqlType(of), dimensions: Number(dimensions) };
  // Its bytes are taken as they are.
  return { kind: 'blob' };
};

/** The driver's description of a type, whose own declarations say less than there is. */
export const cqlType = (type: unknown): CqlType => {
  const info = at(type, 'info');
  const code = Number(at(type, 'code'));
  const scalar = BY_CODE.get(code);
  if (scalar !== undefined) return { kind: scalar };
  switch (code) {
    case LIST:
      return { kind: 'list', of: cqlType(info) };
    case SET:
      return { kind: 'set', of: cqlType(info) };
    case MAP:
      return { kind: 'map', key: cqlType(listOf(info)[0]), of: cqlType(listOf(info)[1]) };
    case UDT:
      return {
        kind: 'udt',
        fields: listOf(at(info, 'fields')).map((field) => ({
          name: String(at(field, 'name')),
          type: cqlType(at(field, 'type')),
        })),
      };
    case TUPLE:
      return { kind: 'tuple', items: listOf(info).map(cqlType) };
    default:
      return custom(type, info);
  }
};

/** As CQL writes it, for messages. */
export const typeText = (type: CqlType): string => {
  switch (type.kind) {
    case 'list':
    case 'set':
      return `${type.kind}<${typeText(type.of)}>`;
    case 'map':
      return `map<${typeText(type.key)}, ${typeText(type.of)}>`;
    case 'tuple':
      return `tuple<${type.items.map(typeText).join(', ')}>`;
    case 'vector':
      return `vector<${typeText(type.of)}, ${type.dimensions}>`;
    default:
      return type.kind;
  }
};

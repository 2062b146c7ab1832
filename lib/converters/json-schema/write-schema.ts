import { DECIMAL_NAME } from '../../connect/logical-types.ts';
import { type PrimitiveType, type Schema, type StructSchema, withOptions } from '../../connect/schema.ts';
import type { WriteJson } from '../../formats/json/write-value.ts';
import { enumSymbols, isUnionStruct, NAMESPACE } from './names.ts';

/** Members of a JSON object as JSON text, in order. */
type Members = readonly (readonly [name: string, json: string])[];

const CONNECT_TYPES: Readonly<Record<PrimitiveType, readonly [type: string, connectType: string | undefined]>> = {
  INT8: ['integer', 'int8'],
  INT16: ['integer', 'int16'],
  INT32: ['integer', 'int32'],
  INT64: ['integer', 'int64'],
  FLOAT32: ['number', 'float32'],
  FLOAT64: ['number', 'float64'],
  BOOLEAN: ['boolean', undefined],
  STRING: ['string', undefined],
  BYTES: ['string', 'bytes'],
};

const objectText = (members: Members): string =>
  `{${members.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;

const text = (value: string): string => JSON.stringify(value);

const isMember = (member: readonly [string, string | undefined]): member is readonly [string, string] =>
  member[1] !== undefined;

export interface SchemaTextOptions {
  readonly decimalFormat: 'BASE64' | 'NUMERIC';
  readonly additionalProperties: boolean;
  /** Writes the default of a schema. */
  readonly writerOf: (schema: Schema) => WriteJson;
}

/**
 * The JSON Schema of a Connect schema, as text; follows Confluent's `JsonSchemaData.fromConnectSchema`: `oneOf` with null
 * for what is optional, `connect.type` for what JSON has no type for, `connect.index` for the order of fields.
 */
export const jsonSchemaText = (root: Schema, options: SchemaTextOptions): string => {
  const primitive = (schema: Schema & { readonly type: PrimitiveType }): Members => {
    const [type, connectType] = CONNECT_TYPES[schema.type];
    const isNumber = schema.name === DECIMAL_NAME && options.decimalFormat === 'NUMERIC';
    const members: readonly (readonly [string, string | undefined])[] = [
      ['type', text(isNumber ? 'number' : type)],
      ['connect.type', connectType === undefined ? undefined : text(connectType)],
    ];
    return members.filter(isMember);
  };

  const struct = (schema: StructSchema): Members => [
    ['type', '"object"'],
    ['properties', objectText(schema.fields.map((field) => [field.name, convert(field.schema, field.index)]))],
    ...(options.additionalProperties ? [] : [['additionalProperties', 'false'] as const]),
  ];

  const map = (schema: Schema & { readonly type: 'MAP' }): Members => {
    const connectType = ['connect.type', '"map"'] as const;
    if (schema.keySchema.type === 'STRING' && !schema.keySchema.optional)
      return [['type', '"object"'], ['additionalProperties', convert(schema.valueSchema)], connectType];
    const entry = objectText([
      ['type', '"object"'],
      [
        'properties',
        objectText([
          ['key', convert(schema.keySchema, 0)],
          ['value', convert(schema.valueSchema, 1)],
        ]),
      ],
    ]);
    return [['type', '"array"'], ['items', entry], connectType];
  };

  const content = (schema: Schema): Members => {
    const symbols = enumSymbols(schema);
    if (symbols !== undefined) return [['enum', JSON.stringify(symbols)]];
    switch (schema.type) {
      case 'STRUCT':
        return struct(schema);
      case 'MAP':
        return map(schema);
      case 'ARRAY':
        return [
          ['type', '"array"'],
          ['items', convert(schema.valueSchema)],
        ];
      default:
        return primitive(schema);
    }
  };

  const defaultText = (schema: Schema): string | undefined => {
    const { defaultValue } = schema;
    return defaultValue === undefined || defaultValue === null ? undefined : options.writerOf(schema)(defaultValue);
  };

  const attributes = (schema: Schema): Members => {
    const parameters = Object.entries(schema.parameters ?? {}).filter(([name]) => !name.startsWith(NAMESPACE));
    const members: readonly (readonly [string, string | undefined])[] = [
      ['title', schema.name === undefined ? undefined : text(schema.name)],
      ['description', schema.doc === undefined ? undefined : text(schema.doc)],
      ['default', defaultText(schema)],
      ['connect.version', schema.version === undefined ? undefined : String(schema.version)],
      ['connect.parameters', parameters.length === 0 ? undefined : JSON.stringify(Object.fromEntries(parameters))],
    ];
    return members.filter(isMember);
  };

  const indexed = (index: number | undefined): Members =>
    index === undefined ? [] : [['connect.index', String(index)]];

  const oneOf = (schemas: readonly string[], index: number | undefined): string =>
    objectText([['oneOf', `[${schemas.join(',')}]`], ...indexed(index)]);

  const NULL = '{"type":"null"}';

  const union = (schema: StructSchema, index: number | undefined): string => {
    const members = schema.fields.map((field) => convert(withOptions(field.schema, { optional: false }), field.index));
    return oneOf(schema.optional ? [NULL, ...members] : members, index);
  };

  const convert = (schema: Schema, index?: number): string => {
    if (isUnionStruct(schema)) return union(schema, index);
    if (!schema.optional) return objectText([...content(schema), ...attributes(schema), ...indexed(index)]);
    return oneOf([NULL, objectText([...content(schema), ...attributes(schema)])], index);
  };

  return convert(root);
};

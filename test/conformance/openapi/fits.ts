import { type JsonSchema, type OpenApiDocument, resolved } from './document.ts';

const typeOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
};

const isType = (value: unknown, type: string): boolean =>
  typeOf(value) === type || (type === 'number' && typeof value === 'number');

/** What is wrong with a value, as far as the schema goes; `undefined` when it fits. */
export const misfit = (
  document: OpenApiDocument,
  schema: JsonSchema,
  value: unknown,
  at = 'body',
): string | undefined => {
  const { type, oneOf, items, ...rest } = resolved(document, schema);
  if (oneOf?.every((one) => misfit(document, one, value) !== undefined)) return `${at} fits none of oneOf`;
  if (rest.enum && !rest.enum.includes(value)) return `${at} is ${JSON.stringify(value)}, none of ${rest.enum}`;
  const types = type === undefined ? [] : [type].flat();
  if (types.length > 0 && !types.some((one) => isType(value, one))) return `${at} is ${typeOf(value)}, not ${types}`;
  if (Array.isArray(value) && items)
    return value.map((item, i) => misfit(document, items, item, `${at}[${i}]`)).find(Boolean);
  return typeof value === 'object' && value !== null ? misfitOfFields(document, rest, { ...value }, at) : undefined;
};

const misfitOfFields = (
  document: OpenApiDocument,
  { properties = {}, required = [], additionalProperties = true }: JsonSchema,
  value: Readonly<Record<string, unknown>>,
  at: string,
): string | undefined => {
  const missing = required.find((name) => !(name in value));
  if (missing !== undefined) return `${at} has no ${missing}`;
  return Object.entries(value)
    .map(([name, field]) => {
      const schema = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
      if (schema === false) return `${at} has the unknown field ${name}`;
      return schema === true || schema === undefined ? undefined : misfit(document, schema, field, `${at}.${name}`);
    })
    .find(Boolean);
};

/** A schema of Avro in its JSON form. Integers in defaults that a double does not hold are bigints. */
export type AvroJson = null | boolean | number | bigint | string | readonly AvroJson[] | AvroObject;

export interface AvroObject {
  readonly [name: string]: AvroJson;
}

export const isAvroObject = (json: AvroJson | undefined): json is AvroObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

export const isAvroList = (json: AvroJson | undefined): json is readonly AvroJson[] => Array.isArray(json);

const quoted = (text: string): string => JSON.stringify(text);

const specialNumber = (value: number): string =>
  Number.isFinite(value) ? JSON.stringify(value) : quoted(String(value));

/** The text of JSON with all digits of a `bigint`. */
export const avroText = (json: AvroJson): string => {
  if (typeof json === 'bigint') return String(json);
  if (typeof json === 'number') return specialNumber(json);
  if (isAvroList(json)) return `[${json.map(avroText).join(',')}]`;
  if (!isAvroObject(json)) return JSON.stringify(json);
  return `{${Object.keys(json)
    .map((name) => `${quoted(name)}:${avroText(json[name] ?? null)}`)
    .join(',')}}`;
};

/** JSON's parsers give nothing else. */
export const isAvroJson = (value: unknown): value is AvroJson => value !== undefined;

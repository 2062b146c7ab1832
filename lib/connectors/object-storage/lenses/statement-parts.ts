import { ConfigError } from '../../../connect/errors.ts';
import type { KcqlStatement } from '../../../kcql/parse-kcql.ts';

/** A bucket and what the keys in it begin with: nothing, or a directory with its slash. */
export interface Location {
  readonly bucket: string;
  readonly prefix: string;
}

/** Reads `bucket` or `bucket:prefix`; follows `CloudLocation`. @throws ConfigError */
export const locationOf = (text: string): Location => {
  const [bucket = '', prefix = '', ...more] = text.split(':');
  if (bucket === '' || more.length > 0)
    throw new ConfigError(`A place in S3 is bucket:prefix, which this is not: ${text}`);
  return { bucket, prefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/` };
};

const FORMATS = ['json', 'avro', 'parquet', 'text', 'csv', 'bytes'] as const;
export type StorageFormat = (typeof FORMATS)[number];

/** After STOREAS; JSON where there is none. Follows `FormatSelection`. @throws ConfigError */
export const formatOf = ({
  clauses,
}: KcqlStatement): { readonly format: StorageFormat; readonly withHeaders: boolean } => {
  const [text = 'json'] = clauses.get('STOREAS') ?? [];
  const [name = '', ...options] = text.toLowerCase().split('_');
  const format = FORMATS.find((known) => known === name);
  if (format === undefined || (options.length > 0 && format !== 'csv'))
    throw new ConfigError(`Unsupported format - ${text}: there are ${FORMATS.join(', ')}, and CSV_WithHeaders`);
  const unknown = options.find((option) => option !== 'withheaders');
  if (unknown !== undefined) throw new ConfigError(`Unsupported format - ${text}: CSV's one option is WithHeaders`);
  return { format, withHeaders: options.length > 0 };
};

/** Reads what PROPERTIES says. @throws ConfigError for what is no such value. */
export const readProperties = ({ properties }: KcqlStatement) => ({
  text: (name: string): string | undefined => properties.get(name),
  flag: (name: string): boolean | undefined => {
    const value = properties.get(name)?.toLowerCase();
    if (value !== undefined && value !== 'true' && value !== 'false')
      throw new ConfigError(`The property ${name} is true or false, which this is not: ${value}`);
    return value === undefined ? undefined : value === 'true';
  },
  number: (name: string): number | undefined => {
    const value = properties.get(name);
    if (value !== undefined && !/^-?\d{1,15}$/.test(value))
      throw new ConfigError(`The property ${name} is a number, which this is not: ${value}`);
    return value === undefined ? undefined : Number(value);
  },
});

export type Properties = ReturnType<typeof readProperties>;

/** @throws ConfigError for properties that are not among those known. */
export const requireKnown = (
  { properties }: KcqlStatement,
  { known, refused }: { readonly known: RegExp; readonly refused: Readonly<Record<string, string>> },
): void => {
  for (const name of properties.keys()) {
    const [, reason] = Object.entries(refused).find(([prefix]) => name.startsWith(prefix)) ?? [];
    if (reason !== undefined) throw new ConfigError(`The property ${name} is not supported: ${reason}`);
    if (!known.test(name)) throw new ConfigError(`The property ${name} is not known`);
  }
};

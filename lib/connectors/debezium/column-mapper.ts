import { createHash } from 'node:crypto';
import type { RawConfig } from '../../connect/connector.ts';
import { ConfigError } from '../../connect/errors.ts';
import type { ConnectValue } from '../../connect/value.ts';
import type { Column } from './column.ts';
import { javaSerialized } from './java-serialized.ts';
import { namePatterns } from './name-patterns.ts';

type AnyColumn = Omit<Column<never>, 'read'>;

/** Changes a column on its way into events. */
export interface ColumnMapper {
  /** What the field's schema says of it. */
  parameters(column: AnyColumn): Readonly<Record<string, string>>;
  /** How its values change; `undefined` leaves them as they are. Also asked of `null`. */
  change(column: AnyColumn): ((value: ConnectValue) => ConnectValue) | undefined;
}

interface MapperRule {
  matches(column: string, datatype: string): boolean;
  readonly mapper: ColumnMapper;
}

const truncate =
  (length: number) =>
  (value: ConnectValue): ConnectValue => {
    if (typeof value === 'string' || value instanceof Uint8Array) return value.slice(0, length);
    return value;
  };

const truncating = (length: number): ColumnMapper => {
  const isPossible = (column: AnyColumn): boolean => column.length === null || column.length > length;
  return {
    parameters: (column) => (isPossible(column) ? { truncateLength: String(length) } : {}),
    change: (column) => (isPossible(column) ? truncate(length) : undefined),
  };
};

const masking = (change: (column: AnyColumn) => (value: ConnectValue) => ConnectValue): ColumnMapper => ({
  parameters: () => ({ masked: 'true' }),
  change: (column) => (column.isText ? change(column) : undefined),
});

/** Java's names of algorithms, as Node spells them. */
const nodeAlgorithm = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^sha-(\d)/, 'sha$1')
    .replace('/', '-');

const hashing = (key: string, algorithm: string, salt: string, bytesOf: (text: string) => Uint8Array): ColumnMapper => {
  const hash = (text: string): string =>
    createHash(nodeAlgorithm(algorithm)).update(salt).update(bytesOf(text)).digest('hex');
  try {
    hash('');
  } catch {
    throw new ConfigError(`Invalid value ${algorithm} for configuration ${key}: no such hash algorithm, take SHA-256`);
  }
  return masking(
    ({ length }) =>
      (value) =>
        typeof value === 'string' ? hash(value).slice(0, length ?? undefined) : null,
  );
};

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/** Follows `PropagateSourceMetadataToSchemaParameter`. */
const propagating: ColumnMapper = {
  parameters: ({ name, typeName, length, scale, comment }) => ({
    '__debezium.source.column.type': typeName.toUpperCase(),
    ...(length !== null && { '__debezium.source.column.length': String(length) }),
    ...(scale !== null && { '__debezium.source.column.scale': String(scale) }),
    ...(comment !== null && comment !== '' && { '__debezium.source.column.comment': comment }),
    '__debezium.source.column.name': name,
  }),
  change: () => undefined,
};

const mapperOf = (key: string): { readonly mapper: ColumnMapper; readonly byType?: true } | undefined => {
  if (key === 'column.propagate.source.type') return { mapper: propagating };
  if (key === 'datatype.propagate.source.type') return { mapper: propagating, byType: true };
  const [, truncated] = /^column\.truncate\.to\.(\d+)\.chars$/.exec(key) ?? [];
  if (truncated !== undefined) return { mapper: truncating(Number(truncated)) };
  const [, masked] = /^column\.mask\.with\.(\d+)\.chars$/.exec(key) ?? [];
  if (masked !== undefined) return { mapper: masking(() => () => '*'.repeat(Number(masked))) };
  const [, v2, algorithm = '', salt = ''] = /^column\.mask\.hash\.(v2\.)?([^.]+)\.with\.salt\.(.+)$/.exec(key) ?? [];
  if (salt === '') return undefined;
  return { mapper: hashing(key, algorithm, salt, v2 === undefined ? javaSerialized : utf8) };
};

/**
 * The masks, truncations and propagations that a configuration asks for, the first that matches a column; follows
 * `io.debezium.relational.mapping.ColumnMappers`. These keys carry their settings in their names.
 *
 * @throws ConfigError for a hash algorithm that there is not.
 */
export const createColumnMappers = (
  raw: RawConfig,
): ((table: string, column: AnyColumn) => ColumnMapper | undefined) => {
  const rules = Object.entries(raw).flatMap(([key, names]): readonly MapperRule[] => {
    const found = mapperOf(key);
    if (found === undefined) return [];
    const isNamed = namePatterns(names.split(','));
    return [{ matches: (column, datatype) => isNamed(found.byType ? datatype : column), mapper: found.mapper }];
  });
  return (table, { name, typeName }) =>
    rules.find((rule) => rule.matches(`${table}.${name}`, `${table}.${typeName}`))?.mapper;
};

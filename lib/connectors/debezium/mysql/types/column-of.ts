import { ConnectError } from '../../../../connect/errors.ts';
import type { ConnectValue } from '../../../../connect/value.ts';
import type { Column } from '../../column.ts';
import * as logical from '../../logical-schemas.ts';
import { type Loss, type LossyColumn, lossesOf, watchedReader } from '../../lossy-types.ts';
import { zeroValue } from '../../placeholder.ts';
import { identifierOf, type TableId } from '../../table-id.ts';
import type { RawValue } from '../raw-value.ts';
import type { ColumnModel } from '../table-model.ts';
import { binaryType, bitType } from './binary.ts';
import { binaryJsonText } from './binary-json.ts';
import { defaultValueOf } from './default-value.ts';
import { geometryType, pointType, vectorType } from './geometry.ts';
import { enumType, setType } from './labels.ts';
import { LOSSY_TYPES } from './lossy-types.ts';
import { inet4Type, inet6Type, uuidType } from './mariadb-types.ts';
import { bigintType, booleanType, decimalType, doubleType, floatType, integerType } from './numbers.ts';
import { dateType, datetimeType, timestampType, timeType, yearType } from './temporal.ts';
import { textType } from './texts.ts';
import { parseTypeName } from './type-name.ts';
import { bytesOf, type TypeModes, type TypeSettings, textOf, type ValueType } from './value-type.ts';

/** MariaDB keeps JSON as text; MySQL's own form comes from the log only. */
const jsonType = ({ flavor }: TypeSettings): ValueType => ({
  schema: logical.json(),
  zero: '{}',
  read: (raw) => {
    if (!(raw instanceof Uint8Array)) return String(raw);
    return flavor === 'mariadb' ? bytesOf(raw).toString('utf8') : binaryJsonText(bytesOf(raw));
  },
});

type TypeFactory = (settings: TypeSettings, column: ColumnModel, name: string) => ValueType;

const shape: TypeFactory = () => geometryType;

const TYPES: Readonly<Record<string, TypeFactory>> = {
  BOOLEAN: () => booleanType,
  DECIMAL: ({ config }, column) => decimalType(column, config['decimal.handling.mode']),
  FLOAT: (_settings, column) => floatType(column),
  DOUBLE: () => doubleType,
  BIT: (_settings, { length }) => bitType(length ?? 1),
  DATE: ({ config }) => dateType(config['time.precision.mode'], config['enable.time.adjuster']),
  TIME: ({ config }) => timeType(config['time.precision.mode']),
  DATETIME: ({ config }, { length }) =>
    datetimeType(config['time.precision.mode'], length, config['enable.time.adjuster']),
  TIMESTAMP: ({ config }, { length }) => timestampType(length, config['enable.time.adjuster']),
  YEAR: ({ config }) => yearType(config['enable.time.adjuster']),
  TEXT: (_settings, { charset }, name) => textType(name, charset),
  ENUM: (_settings, { enumValues, charset }, name) => enumType(name, enumValues, charset),
  SET: (_settings, { enumValues, charset }, name) => setType(name, enumValues, charset),
  BINARY: ({ config }, { length }) => binaryType(config['binary.handling.mode'], length ?? 1),
  VARBINARY: ({ config }) => binaryType(config['binary.handling.mode'], 0),
  BLOB: ({ config }) => binaryType(config['binary.handling.mode'], 0),
  JSON: (settings) => jsonType(settings),
  POINT: () => pointType,
  GEOMETRY: shape,
  LINESTRING: shape,
  POLYGON: shape,
  MULTIPOINT: shape,
  MULTILINESTRING: shape,
  MULTIPOLYGON: shape,
  GEOMETRYCOLLECTION: shape,
  VECTOR: () => vectorType,
  UUID: () => uuidType,
  INET4: () => inet4Type,
  INET6: () => inet6Type,
};

const typeOf = (settings: TypeSettings, column: ColumnModel, name: string): ValueType => {
  const { base, isUnsigned } = parseTypeName(column.typeName);
  if (base === 'BIGINT') return bigintType(isUnsigned, settings.config['bigint.unsigned.handling.mode']);
  const type = integerType(base, isUnsigned) ?? TYPES[base]?.(settings, column, name);
  if (type === undefined)
    throw new ConnectError(
      `The type ${column.typeName} of column ${name} is not supported. Leave it out by column.exclude.list.`,
    );
  return type;
};

const factsOf = (column: ColumnModel, modes: TypeModes) => {
  const { base, isUnsigned } = parseTypeName(column.typeName);
  return lossesOf(LOSSY_TYPES, base, modes, { column, isUnsigned });
};

/** What a column loses by its type. */
export const columnLosses = (id: TableId, column: ColumnModel, modes: TypeModes): readonly LossyColumn[] =>
  factsOf(column, modes).ofAll.map((loss) => ({
    ...loss,
    column: `${identifierOf(id)}.${column.name}`,
    typeName: column.typeName,
  }));

/** Types that masks may be put on: those that are texts to a client. */
const MASKABLE = new Set(['TEXT', 'ENUM', 'SET']);

/**
 * How a column's values are shown; follows `BinlogValueConverters`.
 *
 * @throws ConnectError for a type or a character set that is not known: its values would be lost.
 */
export const columnOf = (settings: TypeSettings, id: TableId, column: ColumnModel): Column<RawValue> => {
  const name = `${identifierOf(id)}.${column.name}`;
  const type = typeOf(settings, column, name);
  const { optional, typeName } = column;
  const defaultValue = defaultValueOf(column, type);
  const ofNothing = defaultValue ?? type.zero ?? zeroValue(type.schema);
  const { config, losses } = settings;
  const lost = (loss: Loss, raw: RawValue): void => losses?.lost({ ...loss, column: name, typeName }, textOf(raw));
  const watched = watchedReader(type.read, factsOf(column, config).ofSome, losses && lost);
  const read = optional ? watched : (raw: RawValue): ConnectValue => watched(raw) ?? ofNothing;
  return {
    name: column.name,
    typeName,
    length: column.length,
    scale: column.scale,
    optional,
    defaultValue,
    comment: config['include.schema.comments'] ? column.comment : null,
    isText: MASKABLE.has(parseTypeName(column.typeName).base),
    schema: type.schema,
    ...(type.zero !== undefined && { zero: type.zero }),
    read,
  };
};

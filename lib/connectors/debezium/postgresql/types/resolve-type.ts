import { ConnectError } from '../../../../connect/errors.ts';
import { arraySchema, type Schema, withOptions } from '../../../../connect/schema.ts';
import type { ConnectValue } from '../../../../connect/value.ts';
import { fittingStructs } from '../../fitting-structs.ts';
import { enumeration } from '../../logical-schemas.ts';
import { type Loss, lossesOf, watchedReader } from '../../lossy-types.ts';
import { type ArrayElement, parseArray } from './array-text.ts';
import { opaqueType } from './binary.ts';
import { LOSSY_ARRAY, LOSSY_TYPES, UNKNOWN_TYPE } from './lossy-types.ts';
import { scalarType } from './scalar-types.ts';
import type { TypeSettings, ValueType } from './value-type.ts';

/** A type as the catalog describes it. */
export interface PgType {
  readonly oid: number;
  readonly name: string;
  /** `pg_type.typtype`: base, composite, domain, enum, range, … */
  readonly kind: string;
  /** Of an array's elements. */
  readonly element: PgType | null;
  /** What a domain is over, with its modifier. */
  readonly base: { readonly type: PgType; readonly modifier: number } | null;
  /** An enum's labels, in order. */
  readonly labels: readonly string[];
}

/** Arrays that the original leaves out although it knows their elements. */
const ARRAYS_LEFT_OUT = new Set(['money', 'name', 'interval', 'bit', 'varbit', 'xml', 'point', 'tsvector']);
const POSTGIS = new Set(['geometry', 'geography']);

/** Debezium gives arrays of one dimension only: an element that is itself an array is `null`. */
const readArray =
  (read: (text: string) => ConnectValue) =>
  (text: string): ConnectValue =>
    parseArray(text).map((element: ArrayElement) => (typeof element === 'string' ? read(element) : null));

/** With bounds, `[0:1]={1,2}`, or several dimensions, `{{1},{2}}`. */
const isLossyArray = (text: string): boolean => text.startsWith('[') || text.startsWith('{{');

/** Elements may be null, but for those of enums, which the original declares as required. */
const arrayOf = (element: ValueType, isEnum: boolean, { onLost }: TypeSettings): ValueType => {
  const schema: Schema = isEnum ? element.schema : withOptions(element.schema, { optional: true });
  const read = readArray(fittingStructs(schema, element.read));
  const loss = { ...LOSSY_ARRAY, isLost: isLossyArray };
  return { schema: arraySchema(schema), read: watchedReader(read, [loss], onLost) };
};

const scalar = (name: string, settings: TypeSettings, modifier: number): ValueType | undefined => {
  const type = scalarType(name, settings, modifier);
  if (type === undefined) return undefined;
  const { ofSome } = lossesOf(LOSSY_TYPES, name, settings, modifier);
  return { ...type, read: watchedReader(type.read, ofSome, settings.onLost) };
};

const known = (type: PgType, settings: TypeSettings, modifier: number): ValueType | undefined => {
  if (type.base !== null) {
    const { type: base, modifier: ofBase } = type.base;
    return known(base, settings, ofBase < 0 ? modifier : ofBase);
  }
  if (type.kind === 'e') return { schema: enumeration(type.labels), read: (text) => text };
  if (type.element === null) return scalar(type.name, settings, modifier);
  if (ARRAYS_LEFT_OUT.has(type.element.name) || type.element.base !== null) return undefined;
  const element = known(type.element, settings, modifier);
  return element === undefined ? undefined : arrayOf(element, type.element.kind === 'e', settings);
};

/** What is lost of a column's values, whichever they are. */
export const typeLosses = (type: PgType, settings: TypeSettings, modifier: number): readonly Loss[] => {
  if (known(type, settings, modifier) === undefined) return settings['include.unknown.datatypes'] ? [] : [UNKNOWN_TYPE];
  if (type.element !== null) return typeLosses(type.element, settings, modifier);
  if (type.base === null) return lossesOf(LOSSY_TYPES, type.name, settings, modifier).ofAll;
  return typeLosses(type.base.type, settings, type.base.modifier < 0 ? modifier : type.base.modifier);
};

/**
 * How values of a column's type are read; `undefined` where the column is left out of events, as Debezium does with types
 * that it does not know.
 *
 * @throws ConnectError for PostGIS, which the original knows and this does not: to leave it out would lose data silently.
 */
export const resolveType = (type: PgType, settings: TypeSettings, modifier: number): ValueType | undefined => {
  const found = known(type, settings, modifier);
  if (found !== undefined) return found;
  if (settings['include.unknown.datatypes']) return opaqueType(settings['binary.handling.mode']);
  if (POSTGIS.has((type.element ?? type).name))
    throw new ConnectError(
      `Columns of type ${type.name} are not supported. Leave them out by column.exclude.list, or set include.unknown.datatypes=true to get them as bytes.`,
    );
  return undefined;
};

import { ConnectError } from '../../../../connect/errors.ts';
import { arraySchema, type Schema, withOptions } from '../../../../connect/schema.ts';
import type { ConnectValue } from '../../../../connect/value.ts';
import { fittingStructs } from '../../fitting-structs.ts';
import { enumeration } from '../../logical-schemas.ts';
import { type ArrayElement, parseArray } from './array-text.ts';
import { opaqueType } from './binary.ts';
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

/** Elements may be null, but for those of enums, which the original declares as required. */
const arrayOf = (element: ValueType, isEnum: boolean): ValueType => {
  const schema: Schema = isEnum ? element.schema : withOptions(element.schema, { optional: true });
  return { schema: arraySchema(schema), read: readArray(fittingStructs(schema, element.read)) };
};

const known = (type: PgType, settings: TypeSettings, modifier: number): ValueType | undefined => {
  if (type.base !== null) {
    const { type: base, modifier: ofBase } = type.base;
    return known(base, settings, ofBase < 0 ? modifier : ofBase);
  }
  if (type.kind === 'e') return { schema: enumeration(type.labels), read: (text) => text };
  if (type.element === null) return scalarType(type.name, settings, modifier);
  if (ARRAYS_LEFT_OUT.has(type.element.name) || type.element.base !== null) return undefined;
  const element = known(type.element, settings, modifier);
  return element === undefined ? undefined : arrayOf(element, type.element.kind === 'e');
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

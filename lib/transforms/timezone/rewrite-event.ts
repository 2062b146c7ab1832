import type { Logger } from '../../connect/logger.ts';
import type { Field, StructSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { perSchema } from '../record/per-schema.ts';
import { type ConvertValue, UNSUPPORTED } from './convert-field.ts';
import type { Selection } from './selections.ts';

/** What the values of fields are converted by: the names of their schemas, and in the source block their own. */
export interface Conversions {
  readonly byLogicalType: ReadonlyMap<string, ConvertValue>;
  readonly ofEpochFields: ReadonlyMap<string, ConvertValue>;
}

/** A field that is converted. */
interface Step {
  readonly index: number;
  readonly defaultValue: ConnectValue;
  readonly convert: ConvertValue;
}

type Part = 'before' | 'after' | 'source';
type RewritePart = (struct: Struct) => Struct;

/** The names that are meant for a part: with its prefix, or for rows without any. */
const namesFor = (part: Part, names: ReadonlySet<string>): ReadonlySet<string> => {
  const parts = [...names].map((name) => /^(?:(before|after|source)\.)?(.*)$/s.exec(name) ?? []);
  const own = parts.filter(([, prefix]) => (prefix === undefined ? part !== 'source' : prefix === part));
  return new Set(own.map(([, , name = '']) => name));
};

const isSelected = ({ fields }: Selection, names: ReadonlySet<string>, name: string): boolean =>
  fields === 'all' || names.has(name) === (fields === 'these');

const createRewritePart = (
  part: Part,
  selection: Selection,
  conversions: Conversions,
  log: Logger,
): RewritePart | null => {
  const names = namesFor(part, selection.names);
  // The source block is converted only where one of its fields is named.
  if (part === 'source' && names.size === 0) return null;

  const conversionOf = ({ name, schema }: Field): ConvertValue | undefined => {
    if (schema.name !== undefined && UNSUPPORTED.has(schema.name))
      log.warn(`Skipping conversion for unsupported logical type: ${schema.name} for field: ${name}`);
    if (schema.name !== undefined) return conversions.byLogicalType.get(schema.name);
    return part === 'source' ? conversions.ofEpochFields.get(name) : undefined;
  };

  const stepsOf = perSchema((schema: StructSchema): readonly Step[] =>
    schema.fields.flatMap((field) => {
      const convert = isSelected(selection, names, field.name) ? conversionOf(field) : undefined;
      return convert === undefined
        ? []
        : [{ index: field.index, defaultValue: field.schema.defaultValue ?? null, convert }];
    }),
  );

  return (struct) => {
    const steps = stepsOf(struct.schema);
    if (steps.length === 0) return struct;
    const values = [...struct.values];
    for (const { index, defaultValue, convert } of steps) {
      const value = values[index] ?? defaultValue;
      if (value !== null) values[index] = convert(value);
    }
    return new Struct(struct.schema, values);
  };
};

const PARTS: readonly Part[] = ['before', 'after', 'source'];

/** Makes the event with the fields of a selection converted; what depends on a schema only is found out once. */
export const createRewriteEvent = (
  selection: Selection,
  conversions: Conversions,
  log: Logger,
): ((event: Struct) => Struct) => {
  const rewrites = PARTS.flatMap((part) => {
    const rewrite = createRewritePart(part, selection, conversions, log);
    return rewrite === null ? [] : [{ part, rewrite }];
  });
  return (event) => {
    const values = [...event.values];
    for (const { part, rewrite } of rewrites) {
      const index = event.schema.fieldIndex.get(part) ?? -1;
      const struct = values[index];
      if (struct instanceof Struct) values[index] = rewrite(struct);
    }
    return new Struct(event.schema, values);
  };
};

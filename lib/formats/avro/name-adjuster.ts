/** How names are made to fit Avro; the values of `schema.name.adjustment.mode` and `field.name.adjustment.mode`. */
export const ADJUSTMENT_MODES = ['none', 'avro', 'avro_unicode'] as const;

export type AdjustmentMode = (typeof ADJUSTMENT_MODES)[number];

export type NameAdjuster = (name: string) => string;

/** A leading digit stays behind its underscore, so that names that differ in it only still differ. */
const underscored = (character: string, position: number): string =>
  position === 0 && /\p{Nd}/u.test(character) ? `_${character}` : '_';

/** As many digits as the original writes: four for what is below U+0100, no zeros in front of others. */
const coded = (character: string): string => {
  const hex = character.charCodeAt(0).toString(16);
  return `_u${hex.length > 2 ? hex : `00${hex}`}`;
};

const adjuster =
  (illegal: RegExp, replacement: (character: string, position: number) => string): NameAdjuster =>
  (name) =>
    name.replace(illegal, replacement);

const asIs: NameAdjuster = (name) => name;

/** Where a code begins with an underscore, the underscore itself needs one. */
const SCHEMA_NAMES: Readonly<Record<AdjustmentMode, NameAdjuster>> = {
  none: asIs,
  avro: adjuster(/^[^A-Za-z_]|(?!^)[^A-Za-z0-9_.]/g, underscored),
  avro_unicode: adjuster(/^[^A-Za-z]|(?!^)[^A-Za-z0-9.]/g, coded),
};

const FIELD_NAMES: Readonly<Record<AdjustmentMode, NameAdjuster>> = {
  none: asIs,
  avro: adjuster(/^[^A-Za-z_]|(?!^)[^A-Za-z0-9_]/g, underscored),
  avro_unicode: adjuster(/^[^A-Za-z]|(?!^)[^A-Za-z0-9]/g, coded),
};

/** Follows Debezium's `SchemaNameAdjuster`: what Avro does not allow becomes an underscore, or its code. */
export const schemaNameAdjuster = (mode: AdjustmentMode): NameAdjuster => SCHEMA_NAMES[mode];

/** Follows Debezium's `FieldNameSelector`: as for schemas, but a field's name has no dots either. */
export const fieldNameAdjuster = (mode: AdjustmentMode): NameAdjuster => FIELD_NAMES[mode];

/** How names are made to fit a converter; the values of `schema.name.adjustment.mode` and `field.name.adjustment.mode`. */
export const ADJUSTMENT_MODES = ['none', 'avro', 'avro_unicode'] as const;

export type AdjustmentMode = (typeof ADJUSTMENT_MODES)[number];

export type NameAdjuster = (name: string) => string;

const underscored = (): string => '_';
const unicode = (character: string): string => `_u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Follows `io.debezium.schema.SchemaNameAdjuster`: what Avro does not allow becomes an underscore, or its code. */
export const schemaNameAdjuster = (mode: AdjustmentMode): NameAdjuster => {
  if (mode === 'none') return (name) => name;
  const replacement = mode === 'avro' ? underscored : unicode;
  return (name) => name.replace(/^[^A-Za-z_]|(?!^)[^A-Za-z0-9_.]/g, replacement);
};

/** Follows `io.debezium.schema.FieldNameSelector`: as for schemas, but a field's name has no dots either. */
export const fieldNameAdjuster = (mode: AdjustmentMode): NameAdjuster => {
  if (mode === 'none') return (name) => name;
  const replacement = mode === 'avro' ? underscored : unicode;
  return (name) => name.replace(/^[^A-Za-z_]|(?!^)[^A-Za-z0-9_]/g, replacement);
};

/** How names of schemas are made to fit a converter; the values of `schema.name.adjustment.mode`. */
export const ADJUSTMENT_MODES = ['none', 'avro', 'avro_unicode'] as const;

export type AdjustmentMode = (typeof ADJUSTMENT_MODES)[number];

const unicode = (character: string): string => `_u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Follows Debezium's `SchemaNameAdjuster`: what Avro does not allow in a name becomes an underscore, or its code. */
export const adjustSchemaName = (name: string, mode: AdjustmentMode): string => {
  if (mode === 'none') return name;
  const replacement = mode === 'avro' ? () => '_' : unicode;
  return name.replace(/^[^A-Za-z_]|(?!^)[^A-Za-z0-9_.]/g, replacement);
};

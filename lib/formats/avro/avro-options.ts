import type { MapSchema } from '../../connect/schema.ts';

/** How Connect schemas become Avro's and back; follows Confluent's `AvroDataConfig`, a key each. */
export interface AvroOptions {
  /** `connect.meta.data`: whether to write and read the connect.* properties. */
  readonly connectMetaData: boolean;
  /** `allow.optional.map.keys`: optional string keys make an Avro map too. */
  readonly allowOptionalMapKeys: boolean;
  /** `enhanced.avro.schema.support`: enums stay enums, and members of unions go by their full names. */
  readonly enhanced: boolean;
  /** `generalized.sum.type.support`: enums and unions in the form that all of Confluent's converters share. */
  readonly generalizedSumTypes: boolean;
  /** `scrub.invalid.names`: characters that Avro's names may not have become underscores. */
  readonly scrubInvalidNames: boolean;
  /** `discard.type.doc.default`: keeps the documentation of fields only. */
  readonly discardTypeDocDefault: boolean;
  /** `flatten.singleton.unions`: a union of one type is that type. */
  readonly flattenSingletonUnions: boolean;
  /** `ignore.default.for.nullables`: null is written as null although the field has a default. */
  readonly ignoreDefaultForNullables: boolean;
}

/** The defaults of `AvroDataConfig`. */
export const DEFAULT_AVRO_OPTIONS: AvroOptions = {
  connectMetaData: true,
  allowOptionalMapKeys: false,
  enhanced: false,
  generalizedSumTypes: false,
  scrubInvalidNames: false,
  discardTypeDocDefault: false,
  flattenSingletonUnions: true,
  ignoreDefaultForNullables: false,
};

/** Whether a map becomes an Avro map, whose keys are strings, rather than an array of entries. */
export const isAvroMap = ({ keySchema }: MapSchema, options: Pick<AvroOptions, 'allowOptionalMapKeys'>): boolean =>
  keySchema.type === 'STRING' && (!keySchema.optional || options.allowOptionalMapKeys);

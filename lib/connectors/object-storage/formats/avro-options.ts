import type { MapSchema } from '../../../connect/schema.ts';

/** How Connect schemas become Avro's; keys `connect.meta.data` and `allow.optional.map.keys`. */
export interface AvroOptions {
  /** Whether to add connect.* properties. */
  readonly connectMetaData: boolean;
  readonly allowOptionalMapKeys: boolean;
}

/** Whether a map becomes an Avro map, whose keys are strings, rather than an array of entries. */
export const isAvroMap = ({ keySchema }: MapSchema, options: AvroOptions): boolean =>
  keySchema.type === 'STRING' && (!keySchema.optional || options.allowOptionalMapKeys);

/** Java's `String.hashCode`, by which Ignite numbers caches, types and fields. */
export const javaHash = (text: string): number => {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1) hash = (Math.imul(31, hash) + text.charCodeAt(index)) | 0;
  return hash;
};

/** Types and fields are named without regard to case; follows `BinaryBasicIdMapper`. */
export const binaryId = (name: string): number => javaHash(name.toLowerCase());

const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

/** Tells the layouts of one type apart: the ids of the fields, in order; follows `BinaryUtils.updateSchemaId`. */
export const schemaId = (fieldIds: readonly number[]): number => {
  if (fieldIds.length === 0) return 0;
  let id = FNV_OFFSET;
  for (const field of fieldIds)
    for (let shift = 0; shift < 32; shift += 8) id = Math.imul(id ^ ((field >>> shift) & 0xff), FNV_PRIME);
  return id;
};

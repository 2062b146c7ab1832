import type { ConnectValue } from '../../../connect/value.ts';
import type { ByteWriter } from '../client/byte-writer.ts';
import { binaryId, schemaId } from '../client/java-hash.ts';
import type { BinaryType } from '../client/operations.ts';
import { TYPE, type TypeCode } from '../client/type-codes.ts';
import type { WriteValue } from './scalars.ts';

/** One field of the objects of a type. */
export interface ObjectField {
  readonly name: string;
  readonly typeCode: TypeCode;
  /** `null` where the object has none. */
  read(value: ConnectValue): ConnectValue;
  readonly write: WriteValue;
}

export interface ObjectEncoder {
  /** Which the cluster must know before it gets the first such object. */
  readonly type: BinaryType;
  readonly write: WriteValue;
}

const HEADER_BYTES = 24;
const VERSION = 1;
const FLAGS = { USER_TYPE: 1, HAS_SCHEMA: 2, OFFSET_ONE_BYTE: 8, OFFSET_TWO_BYTES: 16, COMPACT_FOOTER: 32 } as const;
const AT = { FLAGS: 2, HASH: 8, LENGTH: 12, SCHEMA_OFFSET: 20 } as const;

/** Java's `Arrays.hashCode` of the fields: keys are found by it. */
const hashOf = (bytes: Buffer): number => {
  let hash = 1;
  for (const byte of bytes) hash = (Math.imul(31, hash) + ((byte << 24) >> 24)) | 0;
  return hash;
};

/** Where each field begins; in as few bytes as the last of them needs. @returns the flag that says so. */
const writeFooter = (out: ByteWriter, offsets: readonly number[]): number => {
  const last = offsets.at(-1) ?? 0;
  if (last < 2 ** 8) {
    for (const offset of offsets) out.byte(offset);
    return FLAGS.OFFSET_ONE_BYTE;
  }
  if (last < 2 ** 16) {
    for (const offset of offsets) out.short((offset << 16) >> 16);
    return FLAGS.OFFSET_TWO_BYTES;
  }
  for (const offset of offsets) out.int(offset);
  return 0;
};

/**
 * Encodes objects of a type with these fields, in this order: as a cluster with compact footers, the default, stores them
 * itself, so that keys equal those that Java and SQL make.
 */
export const createObjectEncoder = (
  typeName: string,
  fields: readonly ObjectField[],
  affinityKeyField: string | null,
): ObjectEncoder => {
  const described = fields.map(({ name, typeCode }) => ({ name, typeCode, id: binaryId(name) }));
  const type = {
    typeName,
    typeId: binaryId(typeName),
    schemaId: schemaId(described.map(({ id }) => id)),
    affinityKeyField,
    fields: described,
  };
  return {
    type,
    write: (out, value) => {
      const start = out.position();
      out.byte(TYPE.OBJECT);
      out.byte(VERSION);
      out.short(0);
      out.int(type.typeId);
      out.int(0);
      out.int(0);
      out.int(type.schemaId);
      out.int(0);
      const offsets = fields.map((field) => {
        const offset = out.position() - start;
        const content = field.read(value);
        if (content === null) out.byte(TYPE.NULL);
        else field.write(out, content);
        return offset;
      });
      const end = out.position();
      const offsetFlag = writeFooter(out, offsets);
      out.shortAt(start + AT.FLAGS, FLAGS.USER_TYPE | FLAGS.HAS_SCHEMA | FLAGS.COMPACT_FOOTER | offsetFlag);
      out.intAt(start + AT.HASH, hashOf(out.view(start + HEADER_BYTES).subarray(0, end - start - HEADER_BYTES)));
      out.intAt(start + AT.LENGTH, out.position() - start);
      out.intAt(start + AT.SCHEMA_OFFSET, end - start);
    },
  };
};

import { type BinaryReader, type BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { DataError } from '../../connect/errors.ts';
import { javaClass } from '../../connect/java-class.ts';
import type { ConnectValue } from '../../connect/value.ts';
import type { Scalar } from './model.ts';

const invalid = (scalar: Scalar, value: ConnectValue): DataError =>
  new DataError(`Invalid type for ${scalar}: class ${javaClass(value)}`);

const isLong = (value: ConnectValue): value is number | bigint =>
  typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));

/** Numbers where a double is exact, else bigints. */
const long = (value: bigint | string): number | bigint => {
  const exact = BigInt(value);
  return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
};

interface ScalarCodec {
  readonly wireType: WireType;
  /** What proto3 does not write where it has no presence. */
  readonly zero: ConnectValue;
  write(writer: BinaryWriter, value: ConnectValue): void;
  read(reader: BinaryReader): ConnectValue;
}

type LongMethod = 'int64' | 'sint64' | 'sfixed64' | 'uint64' | 'fixed64';
type IntMethod = 'int32' | 'sint32' | 'sfixed32' | 'uint32' | 'fixed32';

const longs = (name: LongMethod, wireType: WireType, isSigned: boolean): ScalarCodec => ({
  wireType,
  zero: 0,
  write: (writer, value) => {
    if (!isLong(value)) throw invalid(name, value);
    const exact = BigInt(value);
    // Connect has no unsigned type: what was read as a negative number is written as the bits it was.
    writer[name](isSigned ? exact : BigInt.asUintN(64, exact));
  },
  read: (reader) => long(isSigned ? reader[name]() : BigInt.asIntN(64, BigInt(reader[name]()))),
});

const ints = (name: IntMethod, wireType: WireType, isUnsigned = false): ScalarCodec => ({
  wireType,
  zero: 0,
  write: (writer, value) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) throw invalid(name, value);
    writer[name](isUnsigned ? value >>> 0 : value);
  },
  read: (reader) => reader[name](),
});

const floats = (name: 'float' | 'double', wireType: WireType): ScalarCodec => ({
  wireType,
  zero: 0,
  write: (writer, value) => {
    if (typeof value !== 'number') throw invalid(name, value);
    // Numbers that a float cannot hold become infinite, as Java's casts do; the library would refuse them.
    writer[name](name === 'float' ? Math.fround(value) : value);
  },
  read: (reader) => reader[name](),
});

/** How each scalar is written and read. */
export const SCALAR_CODECS: Readonly<Record<Scalar, ScalarCodec>> = {
  int32: ints('int32', WireType.Varint),
  sint32: ints('sint32', WireType.Varint),
  sfixed32: ints('sfixed32', WireType.Bit32),
  uint32: ints('uint32', WireType.Varint, true),
  fixed32: ints('fixed32', WireType.Bit32, true),
  int64: longs('int64', WireType.Varint, true),
  sint64: longs('sint64', WireType.Varint, true),
  sfixed64: longs('sfixed64', WireType.Bit64, true),
  uint64: longs('uint64', WireType.Varint, false),
  fixed64: longs('fixed64', WireType.Bit64, false),
  float: floats('float', WireType.Bit32),
  double: floats('double', WireType.Bit64),
  bool: {
    wireType: WireType.Varint,
    zero: false,
    write: (writer, value) => {
      if (typeof value !== 'boolean') throw invalid('bool', value);
      writer.bool(value);
    },
    read: (reader) => reader.bool(),
  },
  string: {
    wireType: WireType.LengthDelimited,
    zero: '',
    write: (writer, value) => {
      if (typeof value !== 'string') throw invalid('string', value);
      writer.string(value);
    },
    read: (reader) => reader.string(),
  },
  bytes: {
    wireType: WireType.LengthDelimited,
    zero: new Uint8Array(0),
    write: (writer, value) => {
      if (!(value instanceof Uint8Array)) throw invalid('bytes', value);
      writer.bytes(value);
    },
    read: (reader) => reader.bytes(),
  },
};

/** Whether a value is the one that goes without saying. */
export const isZero = (scalar: Scalar, value: ConnectValue): boolean =>
  value instanceof Uint8Array ? value.length === 0 : Object.is(value, SCALAR_CODECS[scalar].zero);

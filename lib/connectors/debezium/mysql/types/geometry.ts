import { DataError } from '../../../../connect/errors.ts';
import { Struct } from '../../../../connect/struct.ts';
import { floatVector, geometry, point } from '../../logical-schemas.ts';
import { bytesOf, type ValueType } from './value-type.ts';

const GEOMETRY = geometry();
const POINT = point();
const SRID_BYTES = 4;
const POINT_BYTES = 21;

/** A collection of nothing. */
const EMPTY = Buffer.from('010700000000000000', 'hex');

/** The server's form is the number of the reference system, 0 for none, and behind it "well-known binary". */
const parts = (raw: Parameters<ValueType['read']>[0]): { readonly srid: number | null; readonly wkb: Buffer } => {
  const bytes = bytesOf(raw);
  return { srid: bytes.readInt32LE(0) || null, wkb: bytes.subarray(SRID_BYTES) };
};

export const geometryType: ValueType = {
  schema: GEOMETRY,
  zero: new Struct(GEOMETRY, [EMPTY, null]),
  read: (raw) => {
    const { srid, wkb } = parts(raw);
    return new Struct(GEOMETRY, [wkb, srid]);
  },
};

export const pointType: ValueType = {
  schema: POINT,
  read: (raw) => {
    const { srid, wkb } = parts(raw);
    if (wkb.length !== POINT_BYTES) throw new DataError('A value of type POINT is no point');
    const isLittle = wkb[0] === 1;
    const [x, y] = [5, 13].map((at) => (isLittle ? wkb.readDoubleLE(at) : wkb.readDoubleBE(at)));
    return new Struct(POINT, [x ?? 0, y ?? 0, wkb, srid]);
  },
};

const FLOAT_BYTES = 4;

/** Singles, one behind the other. */
export const vectorType: ValueType = {
  schema: floatVector(),
  read: (raw) => {
    const bytes = bytesOf(raw);
    return Array.from({ length: bytes.length / FLOAT_BYTES }, (_, index) => bytes.readFloatLE(index * FLOAT_BYTES));
  },
};

import { STRING_SCHEMA } from '../../../../connect/schema.ts';
import { uuid } from '../../logical-schemas.ts';
import type { RawValue } from '../raw-value.ts';
import type { ValueType } from './value-type.ts';

const UUID_BYTES = 16;
const IPV4_BYTES = 4;
const IPV6_BYTES = 16;

/** The log leaves out the zeros at the end. */
const filled = (bytes: Uint8Array, length: number): Buffer => {
  const all = Buffer.alloc(length);
  all.set(bytes.subarray(0, length));
  return all;
};

const ofBytes =
  (length: number, show: (bytes: Buffer) => string): ValueType['read'] =>
  (raw: RawValue) =>
    raw instanceof Uint8Array ? show(filled(raw, length)) : String(raw);

const uuidText = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

export const uuidType: ValueType = { schema: uuid(), read: ofBytes(UUID_BYTES, uuidText) };

export const inet4Type: ValueType = {
  schema: STRING_SCHEMA,
  read: ofBytes(IPV4_BYTES, (bytes) => [...bytes].join('.')),
};

const LAST_V4_GROUPS = 2;

/** As the server writes it: the longest run of zeros left out, and addresses of version 4 in their own form. */
const inet6Text = (bytes: Buffer): string => {
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2));
  const isV4 =
    groups.slice(0, 5).every((group) => group === 0) && (groups[5] === 0xffff || (groups[5] === 0 && groups[6] !== 0));
  const shown = groups.slice(0, isV4 ? -LAST_V4_GROUPS : undefined).map((group) => group.toString(16));
  const v4 = isV4 ? [[...bytes.subarray(12)].join('.')] : [];
  const runs = [...[...shown, ...v4].join(':').matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].sort(
    (a, b) => b[0].length - a[0].length,
  );
  const text = [...shown, ...v4].join(':');
  const run = runs[0];
  if (run === undefined) return text;
  const [head, tail] = [text.slice(0, run.index), text.slice(run.index + run[0].length + 1)];
  return `${head}::${tail}`;
};

export const inet6Type: ValueType = { schema: STRING_SCHEMA, read: ofBytes(IPV6_BYTES, inet6Text) };

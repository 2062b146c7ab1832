import { Decimal } from '../../../connect/decimal.ts';
import type { Schema, StructSchema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';

/** Writes values of one column as JSON. */
type Write = (value: NonNullable<ConnectValue>) => string;

const MICROS_PER_SECOND = 1_000_000n;

const pad = (value: number | bigint, width = 2): string => String(value).padStart(width, '0');

const fraction = (micros: bigint): string => (micros === 0n ? '' : `.${pad(micros, 6).replace(/0+$/, '')}`);

const integer = (value: ConnectValue): bigint => (typeof value === 'bigint' ? value : BigInt(Number(value)));

/** `-838:59:59.5`. */
const clock = (micros: bigint): string => {
  const size = micros < 0n ? -micros : micros;
  const seconds = size / MICROS_PER_SECOND;
  const parts = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n].map((part) => pad(part));
  return `${micros < 0n ? '-' : ''}${parts.join(':')}${fraction(size % MICROS_PER_SECOND)}`;
};

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** `2024-02-29 12:34:56.5` */
const wall = (micros: bigint): string => {
  const rest = ((micros % MICROS_PER_SECOND) + MICROS_PER_SECOND) % MICROS_PER_SECOND;
  const iso = new Date(Number((micros - rest) / 1000n)).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${fraction(rest)}`;
};

const quoted = (text: string): string => JSON.stringify(text);

/** Little-endian, of up to 64 bits. */
const bits = (bytes: Uint8Array): string => String(BigInt(`0x0${Buffer.from(bytes).reverse().toString('hex')}`));

const NAMED: Readonly<Record<string, Write>> = {
  'io.debezium.time.Date': (value) => quoted(day(Number(value) * 86_400_000)),
  'io.debezium.time.MicroTime': (value) => quoted(clock(integer(value))),
  'io.debezium.time.Timestamp': (value) => quoted(wall(integer(value) * 1000n)),
  'io.debezium.time.MicroTimestamp': (value) => quoted(wall(integer(value))),
  'io.debezium.time.ZonedTimestamp': (value) => quoted(String(value).replace('T', ' ').replace('Z', '')),
  'io.debezium.data.Json': String,
  'io.debezium.data.EnumSet': (value) => JSON.stringify(value === '' ? [] : String(value).split(',')),
  'io.debezium.data.Bits': (value) => (value instanceof Uint8Array ? bits(value) : 'null'),
};

const plain: Write = (value) => {
  if (value instanceof Decimal || typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return quoted(Buffer.from(value).toString('base64'));
  if (value instanceof Struct) return structJson(value);
  return JSON.stringify(value);
};

const writerOf = ({ name }: Schema): Write => (name === undefined ? plain : (NAMED[name] ?? plain));

interface Column {
  readonly name: string;
  readonly write: Write;
}

const columns = new WeakMap<StructSchema, readonly Column[]>();

const columnsOf = (schema: StructSchema): readonly Column[] => {
  const known = columns.get(schema);
  if (known !== undefined) return known;
  const made = schema.fields.map((field) => ({ name: quoted(field.name), write: writerOf(field.schema) }));
  columns.set(schema, made);
  return made;
};

/** What a column of a row shows. */
const entries = ({ schema, values }: Struct): ReadonlyArray<readonly [name: string, json: string]> =>
  columnsOf(schema).map(({ name, write }, index) => {
    const value = values[index] ?? null;
    return [name, value === null ? 'null' : write(value)];
  });

const objectOf = (all: ReadonlyArray<readonly [name: string, json: string]>): string =>
  `{${all.map(([name, json]) => `${name}:${json}`).join(',')}}`;

const structJson = (struct: Struct): string => objectOf(entries(struct));

const TYPES: Readonly<Record<string, string>> = { c: 'insert', r: 'insert', u: 'update', d: 'delete' };

const part = (event: Struct, name: string): Struct | null => {
  const value = event.get(name);
  return value instanceof Struct ? value : null;
};

/** What of the row before is another one now. */
const changedFrom = (before: Struct, after: Struct): string => {
  const now = entries(after);
  return objectOf(entries(before).filter(([, json], index) => json !== now[index]?.[1]));
};

/** A change event as the JSON of Maxwell: the row as it is, of a delete as it was, and of an update what it was before. */
export const changeJson = (event: Struct): string => {
  const source = part(event, 'source');
  const [before, after] = [part(event, 'before'), part(event, 'after')];
  const row = after ?? before;
  const type = TYPES[String(event.get('op'))] ?? String(event.get('op'));
  const head = `{"database":${quoted(String(source?.get('db')))},"table":${quoted(String(source?.get('table')))},"type":"${type}","ts":${Math.floor(Number(source?.get('ts_ms')) / 1000)}`;
  const data = row === null ? '' : `,"data":${structJson(row)}`;
  const old = type === 'update' && before !== null && after !== null ? `,"old":${changedFrom(before, after)}` : '';
  return `${head}${data}${old}}`;
};

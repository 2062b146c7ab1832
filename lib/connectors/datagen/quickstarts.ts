import {
  FLOAT64_SCHEMA,
  INT32_SCHEMA,
  INT64_SCHEMA,
  type Schema,
  STRING_SCHEMA,
  structSchema,
} from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import type { DatagenConfig } from './config.ts';
import type { Random } from './random.ts';

/** One kind of records, after Confluent's `kafka-connect-datagen`. */
export interface Quickstart {
  readonly schema: ReturnType<typeof structSchema>;
  /** The field that is the key unless `schema.keyfield` says otherwise. */
  readonly keyField: string;
  /** Values in the order of the schema's fields; `iteration` counts the task's records from 0. */
  values(random: Random, iteration: number): readonly ConnectValue[];
}

type Generate = (random: Random, iteration: number) => ConnectValue;
type FieldSpec = readonly [name: string, schema: Schema, generate: Generate];

const define = (name: string, keyField: string, fields: readonly FieldSpec[]): Quickstart => ({
  schema: structSchema(
    fields.map(([field, schema]) => [field, schema]),
    { name },
  ),
  keyField,
  values: (random, iteration) => fields.map(([, , generate]) => generate(random, iteration)),
});

const numbered =
  (prefix: string, max: number): Generate =>
  (random) =>
    `${prefix}_${random.between(1, max)}`;
const integer =
  (min: number, max: number): Generate =>
  (random) =>
    random.between(min, max);
const oneOf =
  (...values: readonly [string, ...string[]]): Generate =>
  (random) =>
    random.pick(values);
const time = integer(1_487_715_775_521, 1_519_273_364_600);

const addressSchema = structSchema(
  [
    ['city', STRING_SCHEMA],
    ['state', STRING_SCHEMA],
    ['zipcode', INT64_SCHEMA],
  ],
  { name: 'ksql.address' },
);

const address: Generate = (random) =>
  new Struct(addressSchema, [
    `City_${random.between(1, 99)}`,
    `State_${random.between(1, 99)}`,
    random.between(10_000, 99_999),
  ]);

export const quickstarts: Readonly<Record<NonNullable<DatagenConfig['quickstart']>, Quickstart>> = {
  users: define('ksql.users', 'userid', [
    ['registertime', INT64_SCHEMA, time],
    ['userid', STRING_SCHEMA, numbered('User', 9)],
    ['regionid', STRING_SCHEMA, numbered('Region', 9)],
    ['gender', STRING_SCHEMA, oneOf('MALE', 'FEMALE', 'OTHER')],
  ]),
  orders: define('ksql.orders', 'orderid', [
    ['ordertime', INT64_SCHEMA, time],
    ['orderid', INT32_SCHEMA, (_random, iteration) => iteration],
    ['itemid', STRING_SCHEMA, numbered('Item', 999)],
    ['orderunits', FLOAT64_SCHEMA, (random) => 0.1 + random.next() * 9.9],
    ['address', addressSchema, address],
  ]),
  pageviews: define('ksql.pageviews', 'viewtime', [
    ['viewtime', INT64_SCHEMA, (_random, iteration) => 1 + 10 * iteration],
    ['userid', STRING_SCHEMA, numbered('User', 9)],
    ['pageid', STRING_SCHEMA, numbered('Page', 99)],
  ]),
  clickstream_users: define('clickstream.users', 'user_id', [
    ['user_id', INT32_SCHEMA, (_random, iteration) => 1 + iteration],
    ['username', STRING_SCHEMA, oneOf('AbdelKable_86', 'Antonio_0966', 'BenSteins_235', 'Ferd88', 'Roberto_123')],
    ['registered_at', INT64_SCHEMA, time],
    ['first_name', STRING_SCHEMA, oneOf('Abdel', 'Antonio', 'Arlyne', 'Curran', 'Elwyn', 'Ferd', 'Hanna', 'Reeva')],
    ['last_name', STRING_SCHEMA, oneOf('Adams', 'Dotson', 'Garrity', 'Jacombs', 'Lalonde', 'Pask', 'Trice', 'Vanyard')],
    ['city', STRING_SCHEMA, oneOf('Frankfurt', 'London', 'New York', 'Palo Alto', 'Raleigh', 'San Francisco')],
    ['level', STRING_SCHEMA, oneOf('Gold', 'Platinum', 'Silver')],
  ]),
  stock_trades: define('ksql.StockTrade', 'symbol', [
    ['side', STRING_SCHEMA, oneOf('BUY', 'SELL')],
    ['quantity', INT32_SCHEMA, integer(1, 5000)],
    ['symbol', STRING_SCHEMA, oneOf('ZBZX', 'ZJZZT', 'ZTEST', 'ZVV', 'ZVZZT', 'ZWZZT', 'ZXZZT')],
    ['price', INT32_SCHEMA, integer(5, 1000)],
    ['account', STRING_SCHEMA, oneOf('ABC123', 'LMN456', 'XYZ789')],
    ['userid', STRING_SCHEMA, numbered('User', 9)],
  ]),
};

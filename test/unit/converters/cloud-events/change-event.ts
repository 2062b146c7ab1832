import { Decimal } from '../../../../lib/connect/decimal.ts';
import { decimalSchema } from '../../../../lib/connect/logical-types.ts';
import {
  INT64_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  type StructSchema,
  structSchema,
} from '../../../../lib/connect/schema.ts';
import { Struct } from '../../../../lib/connect/struct.ts';
import { envelope, envelopeSchema } from '../../../../lib/connectors/debezium/envelope.ts';
import { eventTimeOf } from '../../../../lib/connectors/debezium/event-clock.ts';
import { SOURCE_SCHEMAS } from '../../../../lib/connectors/debezium/mysql/source.ts';
import { createSource, SOURCE_SCHEMA } from '../../../../lib/connectors/debezium/postgresql/source.ts';
import { TRANSACTION_BLOCK } from '../../../../lib/connectors/debezium/transaction-schemas.ts';

const ROW = structSchema(
  [
    ['pk', INT64_SCHEMA],
    ['name', OPTIONAL_STRING_SCHEMA],
    ['price', decimalSchema(2)],
  ],
  { name: 'server1.s1.a.Value', optional: true },
);

export const TIME = eventTimeOf(1_578_923_739_738_000);

/** A row that a double would not hold. */
export const AFTER = Struct.of(ROW, { pk: 2n ** 60n + 1n, name: 'Böb', price: new Decimal(12_345n, 2) });

const postgresSource = createSource(
  'server-1',
  'postgres',
)({
  time: TIME,
  marker: 'true',
  table: { schema: 's1', table: 'a' },
  lsn: 29_274_832,
  lastCommit: null,
  txId: 565,
  origin: null,
});

export const POSTGRES_SCHEMA = envelopeSchema('server-1.s1.a.Envelope', ROW, SOURCE_SCHEMA);

const created = (schema: StructSchema, source: Struct, transaction: Struct | null): Struct =>
  envelope(schema, { op: 'c', before: null, after: AFTER, source, transaction, time: TIME });

/** A row created in PostgreSQL. */
export const postgresEvent = created(POSTGRES_SCHEMA, postgresSource, null);

/** The same, with its place in a transaction. */
export const inTransaction = created(
  POSTGRES_SCHEMA,
  postgresSource,
  Struct.of(TRANSACTION_BLOCK, { id: '565:29274832', total_order: 3, data_collection_order: 2 }),
);

/** A row created in MySQL or MariaDB. */
export const binlogEvent = (connector: 'mysql' | 'mariadb'): Struct =>
  created(
    envelopeSchema('server1.d.a.Envelope', ROW, SOURCE_SCHEMAS[connector]),
    Struct.of(SOURCE_SCHEMAS[connector], {
      version: '3.6.1.Final',
      connector,
      name: 'server1',
      ts_ms: TIME.ms,
      db: 'd',
      server_id: 7,
      file: 'binlog.000003',
      pos: 154,
      row: 0,
    }),
    null,
  );

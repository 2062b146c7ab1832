import {
  OPTIONAL_INT64_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  STRING_SCHEMA,
  type StructSchema,
  structSchema,
  withOptions,
} from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import type { UnplacedRecord } from '../change-records.ts';
import { TRANSACTION_BLOCK } from '../transaction-schemas.ts';
import type { Lsn, PgOutputMessage } from './pgoutput.ts';
import type { RecordMaker } from './rows.ts';
import { SOURCE_SCHEMA } from './source.ts';
import type { CurrentTransaction } from './transactions.ts';
import { binaryType } from './types/binary.ts';
import type { TypeSettings } from './types/value-type.ts';

const KEY = structSchema([['prefix', OPTIONAL_STRING_SCHEMA]], {
  name: 'io.debezium.connector.postgresql.MessageKey',
  version: 1,
});

/** How contents are shown: as binary values are. */
export interface MessageSchema {
  readonly content: StructSchema;
  readonly value: StructSchema;
  read(content: Buffer): ConnectValue;
}

export const createMessageSchema = (mode: TypeSettings['binary.handling.mode']): MessageSchema => {
  const { schema, read } = binaryType(mode);
  const content = structSchema(
    [
      ['prefix', OPTIONAL_STRING_SCHEMA],
      ['content', withOptions(schema, { optional: true })],
    ],
    { name: 'io.debezium.connector.postgresql.Message', version: 1 },
  );
  const value = structSchema(
    [
      ['op', STRING_SCHEMA],
      ['ts_ms', OPTIONAL_INT64_SCHEMA],
      ['source', SOURCE_SCHEMA],
      ['transaction', TRANSACTION_BLOCK],
      ['message', content],
    ],
    { name: 'io.debezium.connector.postgresql.MessageValue', version: 1 },
  );
  return { content, value, read: (bytes) => read(`\\x${bytes.toString('hex')}`) };
};

/** Where a message stands in the log. */
interface MessagePlace {
  readonly lsn: Lsn;
  readonly lastCommit: Lsn | null;
  readonly transaction: CurrentTransaction | undefined;
  readonly block: Struct | null;
  readonly topic: string;
  readonly schema: MessageSchema;
}

/** What `pg_logical_emit_message` wrote; follows `LogicalDecodingMessageMonitor`. */
export const messageRecord = (
  maker: RecordMaker,
  { prefix, content }: Extract<PgOutputMessage, { kind: 'message' }>,
  { lsn, lastCommit, transaction, block, topic, schema }: MessagePlace,
): UnplacedRecord => {
  const now = maker.clock();
  const source = maker.source({
    time: transaction?.time ?? now,
    marker: 'false',
    table: { schema: '', table: '' },
    lsn,
    lastCommit,
    txId: transaction?.xid ?? null,
    origin: transaction?.origin ?? null,
  });
  return {
    topic,
    kafkaPartition: null,
    keySchema: KEY,
    key: new Struct(KEY, [prefix]),
    valueSchema: schema.value,
    value: new Struct(schema.value, [
      'm',
      now.ms,
      source,
      block,
      new Struct(schema.content, [prefix, schema.read(content)]),
    ]),
    timestamp: null,
    headers: [],
  };
};

import { arraySchema, INT64_SCHEMA, OPTIONAL_INT64_SCHEMA, STRING_SCHEMA, structSchema } from '../../connect/schema.ts';

/** An event's place in its transaction; the field `transaction` of envelopes. */
export const TRANSACTION_BLOCK = structSchema(
  [
    ['id', STRING_SCHEMA],
    ['total_order', INT64_SCHEMA],
    ['data_collection_order', INT64_SCHEMA],
  ],
  { name: 'event.block', version: 1, optional: true },
);

export const TRANSACTION_COLLECTION = structSchema(
  [
    ['data_collection', STRING_SCHEMA],
    ['event_count', INT64_SCHEMA],
  ],
  { name: 'event.collection', version: 1, optional: true },
);

/** Follows `io.debezium.pipeline.txmetadata`: what the transaction topic holds. */
export const TRANSACTION_KEY = structSchema([['id', STRING_SCHEMA]], {
  name: 'io.debezium.connector.common.TransactionMetadataKey',
  version: 1,
});

export const TRANSACTION_VALUE = structSchema(
  [
    ['status', STRING_SCHEMA],
    ['id', STRING_SCHEMA],
    ['event_count', OPTIONAL_INT64_SCHEMA],
    ['data_collections', arraySchema(TRANSACTION_COLLECTION, { optional: true })],
    ['ts_ms', INT64_SCHEMA],
  ],
  { name: 'io.debezium.connector.common.TransactionMetadataValue', version: 1 },
);

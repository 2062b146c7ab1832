import { type ConnectMap, isMap } from '../../connect/connect-map.ts';
import { DataError } from '../../connect/errors.ts';
import { javaClass } from '../../connect/java-class.ts';
import type { ConnectRecord, SinkRecord } from '../../connect/record.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';

/**
 * What transformations may ask of a record, in Kafka's words; follows `org.apache.kafka.connect.transforms.util.Requirements`.
 * `purpose` is what the transformation does, for the message.
 */

/** @throws DataError when the value is no struct. */
export const requireStruct = (value: ConnectValue, purpose: string): Struct => {
  if (value instanceof Struct) return value;
  throw new DataError(`Only Struct objects supported for [${purpose}], found: ${javaClass(value)}`);
};

/** @throws DataError when the value is no map. */
export const requireMap = (value: ConnectValue, purpose: string): ConnectMap => {
  if (isMap(value)) return value;
  throw new DataError(`Only Map objects supported in absence of schema for [${purpose}], found: ${javaClass(value)}`);
};

const isSinkRecord = (record: ConnectRecord): record is SinkRecord => 'kafkaOffset' in record;

/** @throws DataError in a source connector, whose records have no offset yet. */
export const requireSinkRecord = (record: ConnectRecord, purpose: string): SinkRecord => {
  if (isSinkRecord(record)) return record;
  throw new DataError(
    `Only SinkRecord supported for [${purpose}], found: org.apache.kafka.connect.source.SourceRecord`,
  );
};

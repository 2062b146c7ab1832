import { DataError } from '../../../../connect/errors.ts';
import type { BsonDocument } from '../../bson-value.ts';

/** What an event of Debezium's says happened; `null` for one about a table's definition. Follows `DebeziumCdcHandler`. */
export const operationOf = (event: BsonDocument): 'c' | 'r' | 'u' | 'd' | null => {
  const { op, ddl } = event;
  if (op === undefined && ddl !== undefined) return null;
  if (typeof op !== 'string') throw new DataError('Value document is missing or CDC operation is not a string');
  if (op === 'c' || op === 'r' || op === 'u' || op === 'd') return op;
  throw new DataError(`Unknown operation type ${op}`);
};

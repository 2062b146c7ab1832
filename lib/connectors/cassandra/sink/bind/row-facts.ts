import { types } from 'cassandra-driver';
import { DataError } from '../../../../connect/errors.ts';
import type { SinkRecord } from '../../../../connect/record.ts';
import { CONSISTENCY_LEVELS, type TableMapping } from '../mapping/table-mapping.ts';
import { keyText } from '../row.ts';
import type { TableInfo } from '../table-info.ts';

/** What rows of a table have in common. */
export const rowFacts = (record: SinkRecord, table: TableInfo, mapping: TableMapping, keys: readonly unknown[]) => {
  const prefix = `${table.keyspace}.${table.name} `;
  const partition = keyText(prefix, keys.slice(0, table.partitionKey.length));
  return {
    record,
    partition: table.isCounter ? null : partition,
    key: keyText(partition, keys.slice(table.partitionKey.length)),
    consistency: CONSISTENCY_LEVELS[mapping.consistency],
    isIdempotent: !table.isCounter,
  };
};

export const requireKey = (name: string, value: unknown): void => {
  if (value === null || value === undefined || value === types.unset)
    throw new DataError(
      `Primary key column ${name} cannot be mapped to null. Check that your mapping setting matches your dataset contents.`,
    );
};

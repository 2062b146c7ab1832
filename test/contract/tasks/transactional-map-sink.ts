import { defineConfig } from '../../../lib/config/config-def.ts';
import { defineSinkConnector } from '../../../lib/config/define-connector.ts';
import { defineSinkTask } from '../../../lib/config/define-task.ts';
import { DataError, RetriableError } from '../../../lib/connect/errors.ts';
import type { TopicPartition } from '../../../lib/connect/offset.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import type { SinkTask, SinkTaskContext } from '../../../lib/connect/sink-task.ts';

/** A target with transactions: rows, and offsets by `<connector> <topic>-<partition>`, committed together. */
export interface TransactionalMap {
  readonly rows: string[];
  readonly offsets: Map<string, number>;
  /** Called before each commit; throws to fail it. */
  beforeCommit: () => void;
}

export const transactionalMap = (): TransactionalMap => ({ rows: [], offsets: new Map(), beforeCommit: () => {} });

const configDef = defineConfig({});

export const mapSink = defineSinkConnector({
  name: 'map-sink',
  className: 'test.MapSinkConnector',
  taskClass: 'test.MapSinkTask',
  version: '1.0.0',
  documentation: 'For tests.',
  configDef,
  example: {},
  taskConfigs: (_config, _maxTasks, raw) => [raw],
  exactlyOnceSupport: () => 'SUPPORTED',
});

const rowOf = ({ value }: SinkRecord): string => {
  if (typeof value !== 'string') throw new DataError('The map takes strings');
  return value;
};

/** The smallest exactly-once task by stored offsets, and the reference for others: see the contract at `SinkTask`. */
const createMapTask = (target: TransactionalMap, context: SinkTaskContext): SinkTask => {
  /** The stored offsets as this task knows them. */
  const known = new Map<string, number>();
  const keyOf = ({ topic, partition }: TopicPartition): string => `${context.connector} ${topic}-${partition}`;

  const rowsOf = async (records: readonly SinkRecord[]): Promise<readonly string[]> => {
    const rows: string[] = [];
    for (const record of records) {
      try {
        rows.push(rowOf(record));
      } catch (error) {
        if (context.errantRecordReporter === null || !(error instanceof DataError)) throw error;
        await context.errantRecordReporter.report(record, error);
      }
    }
    return rows;
  };

  return {
    committedOffsets: async (partitions) =>
      partitions.flatMap((one) => {
        const offset = target.offsets.get(keyOf(one));
        if (offset === undefined) {
          known.delete(keyOf(one));
          return [];
        }
        known.set(keyOf(one), offset);
        return [{ ...one, offset }];
      }),
    put: async (records) => {
      const next = new Map<string, number>();
      for (const { originalTopic: topic, originalKafkaPartition: partition, originalKafkaOffset } of records)
        next.set(keyOf({ topic, partition }), originalKafkaOffset + 1);
      const rows = await rowsOf(records);
      for (const key of next.keys())
        if (target.offsets.get(key) !== known.get(key)) throw new RetriableError(`${key} has moved meanwhile`);
      target.beforeCommit();
      target.rows.push(...rows);
      for (const [key, offset] of next) {
        target.offsets.set(key, offset);
        known.set(key, offset);
      }
    },
  };
};

export const mapSinkTask = (target: () => TransactionalMap) =>
  defineSinkTask(configDef, async (_config, context) => createMapTask(target(), context));

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { RetriableError } from '../../../lib/connect/errors.ts';
import type { TopicPartitionOffset } from '../../../lib/connect/offset.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import type { ErrantRecordReporter, SinkTask } from '../../../lib/connect/sink-task.ts';
import { sinkContext } from './contexts.ts';
import { consumed, deliver, type RecordContent } from './sink-delivery.ts';
import type { OpenedSink, SinkUnderTest } from './sink-task-contract.ts';

interface OpenedExactlyOnceSink extends OpenedSink {
  /** The target refuses, or its connection dies, at the next commit: as a crash between put and commit. */
  failNextCommit(): Promise<void> | void;
}

export interface ExactlyOnceSink extends Pick<SinkUnderTest, 'connector' | 'task' | 'badRecord'> {
  /** An empty target; its configuration asks for exactly-once delivery. */
  open(): Promise<OpenedExactlyOnceSink>;
  record(n: number): RecordContent;
  /**
   * How the task keeps the promise: by offsets in the transaction of the data (`committedOffsets`), or because what it writes
   * depends on the records alone.
   */
  readonly by: 'stored offsets' | 'idempotent writes';
}

const EMPTY: readonly SinkRecord[] = [];

/** What a sink promises that says `exactlyOnceSupport: SUPPORTED`; see `SinkTask`. It needs nothing but the target. */
export const exactlyOnceSinkContract = (name: string, sink: ExactlyOnceSink): void => {
  describe(`${name} keeps the contract of exactly-once sinks`, { timeout: 120_000 }, () => {
    let target: OpenedExactlyOnceSink;
    const running = new Set<SinkTask>();

    const start = async (reporter: ErrantRecordReporter | null = null): Promise<SinkTask> => {
      const config: RawConfig = {
        name: 'contract',
        topics: 'contract',
        'delivery.guarantee': 'exactly_once',
        ...target.config,
      };
      const [raw = {}] = sink.connector.taskConfigs(config, 1);
      const context = { ...sinkContext(raw, reporter), deliveryGuarantee: 'exactly_once' as const };
      const task = await sink.task.start(raw, context);
      running.add(task);
      return task;
    };
    const good = (first: number, count: number) =>
      consumed(
        Array.from({ length: count }, (_, index) => sink.record(first + index)),
        first,
      );
    const stored = async () => [...(await target.stored())].sort();

    /** As the runtime: opens, asks what is stored, leaves that out. */
    const redeliver = async (task: SinkTask, records: readonly SinkRecord[]): Promise<void> => {
      const positions = await committed(task, records);
      await deliver(
        task,
        records.filter((record) => record.kafkaOffset >= (positions.get(record.kafkaPartition) ?? 0)),
      );
    };
    const committed = async (task: SinkTask, records: readonly SinkRecord[]): Promise<Map<number, number>> => {
      const partitions = [...new Set(records.map(({ kafkaPartition }) => kafkaPartition))];
      const asked = partitions.map((partition) => ({ topic: 'contract', partition }));
      await task.open?.(asked);
      const answer: readonly TopicPartitionOffset[] = (await task.committedOffsets?.(asked)) ?? [];
      return new Map(answer.map(({ partition, offset }) => [partition, offset]));
    };

    beforeEach(async () => {
      target = await sink.open();
      expect(await stored(), 'the target of a test is empty').toEqual([]);
    }, 120_000);
    afterEach(async () => {
      await Promise.all(
        [...running].map(async (task) => {
          running.delete(task);
          await task.stop?.();
        }),
      );
      await target.close?.();
    });

    it('says so in its control plane', () => {
      const [raw = {}] = sink.connector.taskConfigs({ name: 'contract', topics: 'contract', ...target.config }, 1);
      expect(sink.connector.exactlyOnceSupport(raw)).toBe('SUPPORTED');
    });

    it('stores the same batch once, by whichever task has it', async () => {
      const first = await start();
      await redeliver(first, good(0, 6));
      const once = await stored();
      expect(once).toHaveLength(6);
      await redeliver(first, good(0, 6));
      expect(await stored()).toEqual(once);
      await redeliver(await start(), good(0, 6));
      expect(await stored()).toEqual(once);
    });

    it('stores only the rest of a longer batch that begins where the last one did', async () => {
      await redeliver(await start(), good(0, 5));
      await redeliver(await start(), good(0, 9));
      expect(await stored()).toHaveLength(9);
      expect(new Set(await stored()).size).toBe(9);
    });

    it('stores a batch once that died at its commit', async () => {
      const dying = await start();
      await redeliver(dying, good(0, 4));
      await target.failNextCommit();
      await expect(redeliver(dying, good(4, 5))).rejects.toBeInstanceOf(Error);
      await redeliver(await start(), good(4, 5));
      expect(await stored()).toHaveLength(9);
      expect(new Set(await stored()).size).toBe(9);
    });

    it('stores a batch once that the same task puts again after a failed commit', async () => {
      const task = await start();
      await redeliver(task, good(0, 4));
      await target.failNextCommit();
      await expect(redeliver(task, good(4, 5))).rejects.toBeInstanceOf(Error);
      await redeliver(task, good(4, 5));
      expect(await stored()).toHaveLength(9);
      expect(new Set(await stored()).size).toBe(9);
    });

    it('stores once what comes in other batches than before', async () => {
      await redeliver(await start(), good(0, 8));
      for (let first = 0; first < 12; first += 3) await redeliver(await start(), good(first, 3));
      expect(await stored()).toHaveLength(12);
      expect(new Set(await stored()).size).toBe(12);
    });

    describe.runIf(sink.by === 'stored offsets')('and keeps offsets with the data', () => {
      const offsetsOf = async (records: readonly SinkRecord[]) => committed(await start(), records);

      it('knows of none at first, and of the next one of each partition then', async () => {
        const records = good(0, 5);
        expect(await offsetsOf(records)).toEqual(new Map());
        await redeliver(await start(), records);
        expect(await offsetsOf(records)).toEqual(
          new Map([
            [0, 3],
            [1, 2],
          ]),
        );
      });

      it('stores only the rest of a batch that begins among what it holds', async () => {
        await redeliver(await start(), good(0, 5));
        await redeliver(await start(), good(2, 7));
        expect(await stored()).toHaveLength(9);
        expect(new Set(await stored()).size).toBe(9);
      });

      it('moves no partition but those of the batch, and none for an empty one', async () => {
        const [first, second] = good(0, 2);
        if (first === undefined || second === undefined) throw new Error('two records make two partitions');
        const task = await start();
        await redeliver(task, [second]);
        await deliver(task, EMPTY);
        expect(await offsetsOf([first, second])).toEqual(new Map([[1, 1]]));
      });

      it('moves no offset where the commit fails', async () => {
        const task = await start();
        await redeliver(task, good(0, 4));
        const before = await stored();
        await target.failNextCommit();
        await expect(redeliver(task, good(4, 2))).rejects.toBeInstanceOf(Error);
        expect(await stored()).toEqual(before);
        expect(await offsetsOf(good(0, 2))).toEqual(
          new Map([
            [0, 2],
            [1, 2],
          ]),
        );
      });

      it('goes by the topic in Kafka, not by the name that a transformation gave it', async () => {
        const renamed = good(0, 2).map((record) => ({ ...record, originalTopic: 'raw', originalKafkaOffset: 40 }));
        const task = await start();
        await task.open?.([{ topic: 'raw', partition: 0 }]);
        expect(await task.committedOffsets?.([{ topic: 'raw', partition: 0 }])).toEqual([]);
        await task.put(renamed);
        await task.flush?.([]);
        expect(await task.committedOffsets?.([{ topic: 'raw', partition: 0 }])).toEqual([
          { topic: 'raw', partition: 0, offset: 41 },
        ]);
        expect(await task.committedOffsets?.([{ topic: 'contract', partition: 0 }])).toEqual([]);
      });

      it('keeps the offsets of another connector apart', async () => {
        await redeliver(await start(), good(0, 2));
        const { config } = target;
        const [raw = {}] = sink.connector.taskConfigs(
          { name: 'other', topics: 'contract', 'delivery.guarantee': 'exactly_once', ...config },
          1,
        );
        const context = { ...sinkContext(raw, null), connector: 'other', deliveryGuarantee: 'exactly_once' as const };
        const other = await sink.task.start(raw, context);
        running.add(other);
        expect(await committed(other, good(0, 2))).toEqual(new Map());
      });

      describe('and refuses a zombie', () => {
        const refused = async (zombie: SinkTask, records: readonly SinkRecord[]): Promise<void> => {
          const before = await stored();
          await expect(deliver(zombie, records, false)).rejects.toBeInstanceOf(RetriableError);
          expect(await stored()).toEqual(before);
        };

        it('that puts what another has put since it asked', async () => {
          const zombie = await start();
          await committed(zombie, good(0, 4));
          await redeliver(await start(), good(0, 4));
          await refused(zombie, good(0, 4));
        });

        it('that puts less, or more, or what comes after', async () => {
          const zombie = await start();
          await redeliver(zombie, good(0, 4));
          await redeliver(await start(), good(4, 6));
          await refused(zombie, good(4, 2));
          await refused(zombie, good(4, 10));
          await refused(zombie, good(10, 2));
        });

        it('as a whole, though only one of its partitions has moved', async () => {
          const zombie = await start();
          await redeliver(zombie, good(0, 4));
          const [first] = good(4, 1);
          if (first === undefined) throw new Error('one record was asked for');
          await redeliver(await start(), [first]);
          await refused(zombie, good(4, 4));
        });

        it('and takes the rest from it once it has asked again', async () => {
          const zombie = await start();
          await redeliver(zombie, good(0, 4));
          await redeliver(await start(), good(4, 2));
          await refused(zombie, good(4, 6));
          await redeliver(zombie, good(4, 6));
          expect(await stored()).toHaveLength(10);
          expect(new Set(await stored()).size).toBe(10);
        });
      });

      it('counts a record that was reported as done', async ({ skip }) => {
        skip(sink.badRecord === undefined, 'this target takes any record');
        const records = consumed([sink.record(0), sink.record(1), sink.badRecord ?? {}, sink.record(3)]);
        await redeliver(await start({ report: async () => {} }), records);
        expect(await stored()).toHaveLength(3);
        expect((await offsetsOf(records)).get(0)).toBe(2);
      });
    });
  });
};

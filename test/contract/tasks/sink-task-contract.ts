import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SinkConnectorPlugin } from '../../../lib/config/define-connector.ts';
import type { SinkTaskPlugin } from '../../../lib/config/define-task.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { ConnectError, DataError, RetriableError } from '../../../lib/connect/errors.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import type { ErrantRecordReporter, SinkTask } from '../../../lib/connect/sink-task.ts';
import { sinkContext } from './contexts.ts';
import { consumed, deliver, type RecordContent } from './sink-delivery.ts';

/** An empty target of one test. */
export interface OpenedSink {
  readonly config: RawConfig;
  /** What the target holds, an entry a record, in any order; read without the connector's help. */
  stored(): Promise<readonly string[]>;
  close?(): Promise<void>;
}

export interface SinkUnderTest {
  readonly connector: SinkConnectorPlugin;
  readonly task: SinkTaskPlugin;
  open(): Promise<OpenedSink>;
  /** Record number `n`, from 0 on, which the target takes and keeps apart from all others. */
  record(n: number): RecordContent;
  /** A record that the target cannot take; absent where it takes any. */
  readonly badRecord?: RecordContent;
  /** Whether a batch that comes twice is stored once; if not, why not. */
  readonly redelivery: 'once' | { readonly twice: string };
  /** What a tombstone does, with the key of a stored record if `record` has keys. */
  readonly tombstone: 'stores' | 'skips' | 'deletes' | 'fails';
}

const report = (reports: SinkRecord[]): ErrantRecordReporter => ({
  report: async (record, error) => {
    expect(error).toBeInstanceOf(Error);
    reports.push(record);
  },
});

/** What every sink task promises. It needs nothing but the target: call it from an integration test as well. */
export const sinkTaskContract = (name: string, sink: SinkUnderTest): void => {
  describe(`${name} keeps the contract of sink tasks`, { timeout: 120_000 }, () => {
    let target: OpenedSink;
    const running = new Set<SinkTask>();

    const start = async (reporter: ErrantRecordReporter | null = null): Promise<SinkTask> => {
      const [raw = {}] = sink.connector.taskConfigs({ name: 'contract', topics: 'contract', ...target.config }, 1);
      const task = await sink.task.start(raw, sinkContext(raw, reporter));
      running.add(task);
      return task;
    };
    const stop = async (task: SinkTask): Promise<void> => {
      running.delete(task);
      await task.stop?.();
    };
    const good = (first: number, count: number) =>
      consumed(
        Array.from({ length: count }, (_, index) => sink.record(first + index)),
        first,
      );
    const stored = async () => [...(await target.stored())].sort();

    beforeEach(async () => {
      target = await sink.open();
      expect(await stored(), 'the target of a test is empty').toEqual([]);
    }, 120_000);
    afterEach(async () => {
      await Promise.all([...running].map(stop));
      await target.close?.();
    });

    it('stores every record by the end of its batch', async () => {
      const task = await start();
      await deliver(task, good(0, 5));
      expect(new Set(await stored()).size).toBe(5);
      await deliver(task, good(5, 4), false);
      expect(new Set(await stored()).size).toBe(9);
      expect(await stored()).toHaveLength(9);
      await stop(task);
      expect(await stored()).toHaveLength(9);
    });

    it('bears an empty batch, first or later', async () => {
      const task = await start();
      await deliver(task, []);
      expect(await stored()).toEqual([]);
      await deliver(task, good(0, 3));
      const before = await stored();
      await deliver(task, []);
      expect(await stored()).toEqual(before);
    });

    it('can be stopped without a batch', async () => {
      await stop(await start());
      expect(await stored()).toEqual([]);
    });

    describe('a batch that comes twice', () => {
      const stores = async (redeliver: () => Promise<void>): Promise<void> => {
        const first = await start();
        await deliver(first, good(0, 5));
        const once = await stored();
        expect(once).toHaveLength(5);
        await redeliver();
        const twice = await stored();
        if (sink.redelivery === 'once') expect(twice).toEqual(once);
        else expect(twice, `stored once, so this need not be declared: ${sink.redelivery.twice}`).not.toEqual(once);
      };

      it(`is stored ${sink.redelivery === 'once' ? 'once' : 'twice, as declared'} by the task that had it`, () =>
        stores(async () => {
          for (const task of running) await deliver(task, good(0, 5), false);
        }));

      it(`is stored ${sink.redelivery === 'once' ? 'once' : 'twice, as declared'} by a task that knows of nothing`, () =>
        stores(async () => deliver(await start(), good(0, 5))));

      it('is stored whole where the first attempt died before its end', async ({ skip }) => {
        skip(sink.redelivery !== 'once', 'what an attempt stores is stored again');
        const dying = await start();
        await dying.put(good(0, 5));
        await deliver(await start(), good(0, 5));
        expect(await stored()).toHaveLength(5);
        expect(new Set(await stored()).size).toBe(5);
      });
    });

    it(`a tombstone ${sink.tombstone}`, async () => {
      const task = await start();
      await deliver(task, good(0, 3));
      const before = await stored();
      const { keySchema = null, key = null } = sink.record(0);
      // Of the partition that record 0 came from, as its key would have it.
      const tombstone = consumed([{ keySchema, key }], 4);
      const delivered = deliver(task, tombstone, false);
      if (sink.tombstone === 'fails') {
        await expect(delivered).rejects.toBeInstanceOf(ConnectError);
        await expect(delivered).rejects.not.toBeInstanceOf(RetriableError);
        expect(await stored()).toEqual(before);
        return;
      }
      await delivered;
      const change = (await stored()).length - before.length;
      expect(change).toBe({ stores: 1, skips: 0, deletes: -1 }[sink.tombstone]);
    });

    describe('a record that the target cannot take', () => {
      const batch = () => consumed([sink.record(0), sink.badRecord ?? {}, sink.record(2), sink.record(3)]);
      const why = 'this target takes any record';

      it('is reported, and the others are stored', async ({ skip }) => {
        skip(sink.badRecord === undefined, why);
        const reports: SinkRecord[] = [];
        const records = batch();
        await deliver(await start(report(reports)), records);
        expect(reports).toEqual([records[1]]);
        expect(reports[0]).toBe(records[1]);
        expect(await stored()).toHaveLength(3);
      });

      it('fails the task for good where there is no reporter, which can be stopped then', async ({ skip }) => {
        skip(sink.badRecord === undefined, why);
        const task = await start();
        const delivered = deliver(task, batch());
        await expect(delivered).rejects.toBeInstanceOf(Error);
        await expect(delivered).rejects.not.toBeInstanceOf(RetriableError);
        await stop(task);
      });

      it('can be left out of what is put again, where it was thrown as a DataError', async ({ skip }) => {
        skip(sink.badRecord === undefined, why);
        const task = await start();
        const [first, bad, ...others] = batch();
        if (first === undefined || bad === undefined) throw new Error('a batch has a first record and a bad one');
        const refusal: unknown = await deliver(task, [first, bad, ...others]).catch((error) => error);
        skip(!(refusal instanceof DataError), 'it fails the task for good');
        await deliver(task, [first], false);
        await expect(deliver(task, [bad], false)).rejects.toBeInstanceOf(DataError);
        await deliver(task, others, false);
        expect(new Set(await stored()).size).toBe(3);
        if (sink.redelivery === 'once') expect(await stored()).toHaveLength(3);
      });

      it('fails the task where the reporter tolerates nothing', async ({ skip }) => {
        skip(sink.badRecord === undefined, why);
        const intolerant = new ConnectError('Tolerance exceeded in error handler');
        const task = await start({ report: () => Promise.reject(intolerant) });
        await expect(deliver(task, batch())).rejects.toThrow(intolerant.message);
        await stop(task);
      });
    });
  });
};

import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SourceConnectorPlugin } from '../../../lib/config/define-connector.ts';
import type { SourceTaskPlugin } from '../../../lib/config/define-task.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import type { SourceTask } from '../../../lib/connect/source-task.ts';
import { validateValue } from '../../../lib/connect/validate-value.ts';
import { partitionKey } from '../../../lib/storage/partition-key.ts';
import { sourceContext } from './contexts.ts';
import { byPartition, POLL_MS, pollOnce, read } from './source-reading.ts';
import { storedOffsets } from './stored-offsets.ts';
import { within } from './within.ts';

/** A source that holds some records and gets no more while the suite runs. */
interface OpenedSource {
  /** The connector's configuration, such that the records come in several polls. */
  readonly config: RawConfig;
  /** How many records there are: four at least, of more than one source partition if the task can have several. */
  readonly records: number;
  /** A configuration with which a poll waits until it is told to stop; absent where no poll waits for long. */
  readonly waiting?: RawConfig;
  /** A configuration with which the task starts and then fails to poll; absent where nothing can fail after the start. */
  readonly failing?: RawConfig;
  /** A record without what is different each time it is read, such as the moment of reading; absent where nothing is. */
  stable?(record: SourceRecord): SourceRecord;
  close?(): Promise<void>;
}

export interface SourceUnderTest {
  readonly connector: SourceConnectorPlugin;
  readonly task: SourceTaskPlugin;
  open(): Promise<OpenedSource>;
}

/** The first, the last and some in between. */
const someOf = (count: number): readonly number[] =>
  [...new Set([0, 1, 2, Math.floor(count / 2), count - 2, count - 1])].filter((index) => index >= 0 && index < count);

/** What every source task promises. It needs nothing but the source: call it from an integration test as well. */
export const sourceTaskContract = (name: string, { connector, task: plugin, open }: SourceUnderTest): void => {
  describe(`${name} keeps the contract of source tasks`, { timeout: 120_000 }, () => {
    let source: OpenedSource;
    let all: readonly SourceRecord[];
    const running = new Set<SourceTask>();

    const start = async (config = source.config, acknowledged: readonly SourceRecord[] = []): Promise<SourceTask> => {
      const [raw = {}] = connector.taskConfigs({ name: 'contract', ...config }, 1);
      const task = await plugin.start(raw, sourceContext(raw, storedOffsets(acknowledged)));
      running.add(task);
      return task;
    };
    /** As the runtime does it: once. */
    const stop = async (task: SourceTask): Promise<void> => {
      running.delete(task);
      await within(POLL_MS, 'stop', Promise.resolve(task.stop?.()));
    };
    const stopAll = () => Promise.all([...running].map(stop));

    beforeAll(async () => {
      source = await open();
      all = await read(await start(), source.records);
      await stopAll();
    }, 120_000);
    afterEach(stopAll);
    afterAll(() => source?.close?.());

    it('reads every record once', () => {
      expect(all).toHaveLength(source.records);
      expect(all.length).toBeGreaterThanOrEqual(4);
    });

    it('makes records that fit their schemas and go to a topic', () => {
      for (const { topic, keySchema, key, valueSchema, value, offsetOnly = false } of all) {
        expect(topic === '').toBe(offsetOnly);
        if (keySchema !== null) validateValue(keySchema, key);
        if (valueSchema !== null) validateValue(valueSchema, value);
      }
    });

    it('resumes from the offset of any record exactly with the next one', async () => {
      for (const index of someOf(all.length)) {
        const missing = all.slice(index + 1);
        const rest = await read(await start(source.config, all.slice(0, index + 1)), missing.length);
        expect(byPartition(rest, source.stable), `resumed from the offset of record ${index}`).toEqual(
          byPartition(missing, source.stable),
        );
        await stopAll();
      }
    });

    it('uses one object for a source partition, over all polls', async () => {
      const objects = new Map<string, object>();
      for (const { sourcePartition } of await read(await start(), all.length)) {
        const first = objects.get(partitionKey(sourcePartition)) ?? sourcePartition;
        objects.set(partitionKey(sourcePartition), first);
        expect(sourcePartition).toBe(first);
      }
    });

    it('answers an empty poll soon, and again', async () => {
      const task = await start(source.config, all);
      for (let poll = 0; poll < 3; poll += 1) expect(await pollOnce(task)).toEqual([]);
    });

    it('loses nothing to a poll that is aborted before or while it runs', async () => {
      const task = await start();
      const early: SourceRecord[] = [...(await pollOnce(task, AbortSignal.abort()))];
      for (let poll = 0; poll < 3; poll += 1) {
        const aborting = new AbortController();
        const polled = pollOnce(task, aborting.signal);
        await setImmediate();
        aborting.abort();
        early.push(...(await polled));
      }
      const late = await read(task, all.length - early.length);
      expect(byPartition([...early, ...late], source.stable)).toEqual(byPartition(all, source.stable));
    });

    it('ends a poll that waits when it is told to', async ({ skip }) => {
      skip(source.waiting === undefined, 'no poll of this task waits for long');
      const task = await start(source.waiting);
      const aborting = new AbortController();
      const polled = task.poll(aborting.signal);
      expect(await Promise.race([polled, sleep(200, 'waits')])).toBe('waits');
      aborting.abort();
      await within(1000, 'a poll that was aborted', polled);
    });

    it('can be stopped at any time: at once, after reading, after an aborted poll', async () => {
      await stop(await start());
      const reading = await start();
      await pollOnce(reading);
      await stop(reading);
      const aborted = await start();
      await pollOnce(aborted, AbortSignal.abort());
      await stop(aborted);
    });

    it('can be stopped after it failed', async ({ skip }) => {
      skip(source.failing === undefined, 'nothing of this task can fail after its start');
      const task = await start(source.failing);
      await expect(pollOnce(task)).rejects.toThrow(/^(?!a poll took longer)/);
      await stop(task);
    });
  });
};

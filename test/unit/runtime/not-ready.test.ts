import { describe, expect, test } from 'vitest';
import { DataError, RetriableError } from '../../../lib/connect/errors.ts';
import { silentLogger } from '../../../lib/connect/logger.ts';
import { NotReadyError } from '../../../lib/connect/not-ready.ts';
import { StageError } from '../../../lib/runtime/errors/stage.ts';
import { createStageRetries } from '../../../lib/runtime/errors/stage-retries.ts';
import { createTaskErrorCounts } from '../../../lib/runtime/errors/task-error-counts.ts';
import { convertBatch } from '../../../lib/runtime/sink/sink-convert.ts';
import { createSourceConverter } from '../../../lib/runtime/source/source-convert.ts';
import { createUntilReady } from '../../../lib/runtime/source/until-ready.ts';
import { countingRecord } from './counting-source.ts';
import { record } from './sink-world.ts';

const clock = { now: () => 0, sleep: async () => undefined };
const config = { 'errors.retry.timeout': 0, 'errors.retry.delay.max.ms': 1000 };
const retries = createStageRetries({ config, clock, counts: createTaskErrorCounts() });

/** A chain whose converters need these values prepared once, the value itself and its key. */
const chainNeeding = (
  unready: readonly number[],
  prepare: (value: number) => Promise<void> = async () => undefined,
) => {
  const left = new Map(unready.map((value) => [value, 2]));
  return (value: number): void => {
    const needs = left.get(value) ?? 0;
    if (needs === 0) return;
    throw new NotReadyError(async () => {
      await prepare(value);
      left.set(value, needs - 1);
    });
  };
};

const refused = () => new StageError('VALUE_CONVERTER', 'test.Converter', new DataError('incompatible'));

describe('a sink’s converters that are not ready', () => {
  const convert = async (ready: (value: number) => void, values: readonly number[]) => {
    const skipped: number[] = [];
    const instance = {
      retries,
      chain: (one: ReturnType<typeof record>) => {
        ready(Number(Buffer.from(one.value ?? []).toString()));
        return { ...sinkRecord, value: Buffer.from(one.value ?? []).toString() };
      },
      errors: {
        beginBatch: () => {},
        handle: (one: ReturnType<typeof record>) => void skipped.push(Number(Buffer.from(one.value ?? []).toString())),
        rejected: () => {},
        forget: () => {},
        flush: async () => {},
        reporter: null,
      },
    };
    const records = values.map((value, offset) => record(offset, String(value)));
    const converted = await convertBatch(instance, [{ topic: 't', partition: 0, records }], 60_000);
    return { converted: converted.map(({ value }) => Number(value)), skipped };
  };

  const sinkRecord = {
    topic: 't',
    kafkaPartition: 0,
    kafkaOffset: 0,
    keySchema: null,
    key: null,
    valueSchema: null,
    value: null,
    timestamp: 0,
    timestampType: 'CREATE_TIME' as const,
    headers: [],
    originalTopic: 't',
    originalKafkaPartition: 0,
    originalKafkaOffset: 0,
  };

  test('are waited for, key and value, and every record is converted once and in order', async () => {
    expect(await convert(chainNeeding([2, 4]), [1, 2, 3, 4])).toEqual({ converted: [1, 2, 3, 4], skipped: [] });
  });

  test('cost the one record whose schema is refused, not the batch', async () => {
    let asked = false;
    const ready = (value: number): void => {
      if (value !== 2) return;
      if (asked) throw refused();
      throw new NotReadyError(async () => {
        asked = true;
      });
    };
    expect(await convert(ready, [1, 2, 3])).toEqual({ converted: [1, 3], skipped: [2] });
  });

  test('fail the batch in passing when the registry does not answer', async () => {
    const down = chainNeeding([2], async () => Promise.reject(new RetriableError('down')));
    await expect(convert(down, [1, 2])).rejects.toThrow(RetriableError);
  });
});

describe('a source’s converters that are not ready', () => {
  const convert = async (ready: (value: number) => void, signal = new AbortController().signal) => {
    const converter = createSourceConverter({
      retries,
      untilReady: createUntilReady({ clock, log: silentLogger }),
      chain: ({ topic, value }) => {
        ready(Number(value));
        return { topic, partition: null, key: null, value: Buffer.from(String(value)), timestamp: null, headers: [] };
      },
      errors: { handle: () => null, refused: () => null },
    });
    const outgoing = await converter(
      [1, 2, 3].map((index) => countingRecord(index)),
      signal,
    );
    return outgoing.map(({ out }) => (out === null ? null : Number(Buffer.from(out.value ?? []).toString())));
  };

  test('are asked again until the registry answers', async () => {
    let attempts = 0;
    const ready = chainNeeding([2], async () => {
      attempts += 1;
      if (attempts < 3) throw new RetriableError('down');
    });
    expect(await convert(ready)).toEqual([1, 2, 3]);
    expect(attempts).toBe(4);
  });

  test('leave what comes before to a run that ends meanwhile', async () => {
    const ended = new AbortController();
    const ready = chainNeeding([2], async () => {
      ended.abort();
      throw new RetriableError('down');
    });
    expect(await convert(ready, ended.signal)).toEqual([1]);
  });
});

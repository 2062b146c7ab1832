import { setTimeout as sleep } from 'node:timers/promises';
import { defineSourceTask } from '../../config/define-task.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { SourceRecord } from '../../connect/record.ts';
import { INT64_SCHEMA } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import { datagenConfig } from './config.ts';
import { quickstarts } from './quickstarts.ts';
import { randomAt } from './random.ts';

const BATCH_RECORDS = 1000;
/** A poll gathers records until they are worth so much waiting. */
const BATCH_MS = 200;

/** Follows Confluent's `DatagenTask`, but idles after its iterations where the original fails the task to stop it. */
export const datagenTask = defineSourceTask(datagenConfig, async (config, context) => {
  const { 'kafka.topic': topic, 'max.interval': maxIntervalMs, iterations, quickstart: chosen } = config;
  if (chosen === null) throw new ConnectError('quickstart is not set');
  const quickstart = quickstarts[chosen];
  const { schema } = quickstart;
  const keyField = schema.fields.find(({ name }) => name === (config['schema.keyfield'] || quickstart.keyField));
  if (keyField === undefined) throw new ConnectError(`${config['schema.keyfield']} is not a field of ${chosen}`);

  const task = Number(context.configs['task.id'] ?? context.task);
  const seed = config['random.seed'] ?? 0;
  const sourcePartition = { 'task.id': task };
  const offset = await context.offsetStorageReader.offset(sourcePartition);
  const end = iterations < 0 ? Number.POSITIVE_INFINITY : iterations;
  let iteration = Number(offset?.['current.iteration'] ?? 0);

  const recordAt = (number: number, random: ReturnType<typeof randomAt>): SourceRecord => {
    const values = quickstart.values(random, number);
    return {
      sourcePartition,
      sourceOffset: { 'current.iteration': number + 1 },
      topic,
      kafkaPartition: null,
      keySchema: keyField.schema,
      key: values[keyField.index] ?? null,
      valueSchema: schema,
      value: new Struct(schema, values),
      timestamp: null,
      headers: [
        { key: 'task.id', schema: INT64_SCHEMA, value: task },
        { key: 'current.iteration', schema: INT64_SCHEMA, value: number },
      ],
    };
  };

  return {
    poll: async (signal) => {
      const records: SourceRecord[] = [];
      let waitMs = 0;
      let next = iteration;
      for (; next < end && records.length < BATCH_RECORDS && waitMs < BATCH_MS; next++) {
        const random = randomAt(seed, task, next);
        waitMs += random.next() * maxIntervalMs;
        records.push(recordAt(next, random));
      }
      if (records.length === 0) return null;
      try {
        if (waitMs >= 1) await sleep(waitMs, undefined, { signal });
      } catch {
        // Aborted: the same records are made by the next poll.
        return null;
      }
      iteration = next;
      return records;
    },
  };
});

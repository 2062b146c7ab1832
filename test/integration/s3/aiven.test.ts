import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { aivenS3SinkTask } from '../../../lib/connectors/object-storage/aiven-s3-sink/task.ts';
import { createSinkTaskState } from '../../../lib/runtime/sink/sink-task-state.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { sinkContext } from '../../contract/tasks/contexts.ts';
import { createTestBucket, sinkRecord } from './bucket.ts';

test("Aiven's configuration writes its files, which grow over batches and tasks", async () => {
  const bucket = await createTestBucket();
  const raw = {
    'connector.class': 'io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector',
    'aws.access.key.id': bucket.config['aws.access.key.id'] ?? '',
    'aws.secret.access.key': bucket.config['aws.secret.access.key'] ?? '',
    'aws.s3.bucket.name': bucket.name,
    'aws.s3.endpoint': bucket.config['store.url'] ?? '',
    'aws.s3.region': bucket.config['s3.region'] ?? '',
    'aws.s3.prefix': 'backup/',
    'file.max.records': '10',
    'format.output.type': 'jsonl',
    'format.output.fields': 'offset,value',
  };
  const state = createSinkTaskState(createMemoryStorage().offsets, 'aiven');
  const records = Array.from({ length: 20 }, (_, n) => sinkRecord(n, { n }));
  for (let from = 0; from < 20; from += 4) {
    const task = await aivenS3SinkTask.start(raw, sinkContext(raw, null, state));
    await task.put(records.slice(Math.max(0, from - 2), from + 4));
    await task.flush?.([]);
    await task.stop?.();
  }
  const keys = ['00000000000000000000', '00000000000000000010'].map((offset) => `backup/orders-0-${offset}.gz`);
  expect(await bucket.keys()).toEqual(keys);
  const files = await Promise.all(keys.map(async (key) => gunzipSync(await bucket.read(key)).toString('utf8')));
  expect(files.join('\n').split('\n')).toEqual(records.map((_, n) => `{"offset":${n},"value":{"n":${n}}}`));
});

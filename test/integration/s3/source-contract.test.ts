import { s3Source } from '../../../lib/connectors/object-storage/s3-source/connector.ts';
import { s3SourceTask } from '../../../lib/connectors/object-storage/s3-source/task.ts';
import { sourceTaskContract } from '../../contract/tasks/source-task-contract.ts';
import { createTestBucket, deliver, sinkRecord } from './bucket.ts';
import { putObject, sourceConfig } from './source-tasks.ts';

const MISSING = { 's3.bucket.name': 'no-such-bucket-anywhere' };

sourceTaskContract('s3-source, RESTORE_BACKUP,', {
  connector: s3Source,
  task: s3SourceTask,
  open: async () => {
    const bucket = await createTestBucket();
    for (const kafkaPartition of [0, 1]) {
      const records = Array.from({ length: 7 }, (_, n) => sinkRecord(n, { n }, { kafkaPartition }));
      await deliver(bucket, records, { 'flush.size': '3' });
    }
    const config = sourceConfig(bucket, { 'record.batch.max.size': '2' });
    return { config, records: 14, failing: { ...config, ...MISSING } };
  },
});

sourceTaskContract('s3-source, GENERIC,', {
  connector: s3Source,
  task: s3SourceTask,
  open: async () => {
    const bucket = await createTestBucket();
    for (const key of ['a/1.txt', 'a/2.txt', 'b/c/1.txt', 'z.txt']) await putObject(bucket, `in/${key}`, 'x\ny\n\n');
    const config = sourceConfig(bucket, {
      mode: 'GENERIC',
      'topics.dir': 'in',
      'topic.regex.list': 'lines:.*',
      'format.class': 'io.confluent.connect.s3.format.string.StringFormat',
      'record.batch.max.size': '2',
    });
    return { config, records: 12, failing: { ...config, ...MISSING } };
  },
});

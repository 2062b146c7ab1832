import { defineSinkTask } from '../../../config/define-task.ts';
import { createObjectSinkTask } from '../object-sink-task.ts';
import { s3SinkConfig } from './config.ts';
import { createContents } from './create-contents.ts';
import { cutterFactory } from './create-cutter.ts';
import { createS3Client } from './s3-client.ts';
import { createS3Store } from './s3-store.ts';
import { createTagging } from './tagging.ts';

/** Follows Confluent's `S3SinkTask`; the one place that reaches S3. */
export const s3SinkTask = defineSinkTask(s3SinkConfig, async (config, context) => {
  const contents = await createContents(config, context.configs['format.bytearray.separator']);
  const client = createS3Client(config);
  return createObjectSinkTask({
    context,
    store: createS3Store({
      client,
      bucket: config['s3.bucket.name'],
      partSizeBytes: config['s3.part.size'],
      isConditional: config['enable.conditional.writes'],
      attributes: {
        ...(config['s3.acl.canned'] === null ? {} : { ACL: config['s3.acl.canned'] }),
        ...(config['s3.ssea.name'] === '' ? {} : { ServerSideEncryption: config['s3.ssea.name'] }),
        ...(config['s3.sse.kms.key.id'] === '' ? {} : { SSEKMSKeyId: config['s3.sse.kms.key.id'] }),
      },
      tag: createTagging(client, config, context.log),
    }),
    nullValues: { behavior: config['behavior.on.null.values'], report: config['report.null.values.to.dlq'] },
    retryBackoffMs: config['retry.backoff.ms'],
    createCutter: cutterFactory(config, contents),
    now: Date.now,
  });
});

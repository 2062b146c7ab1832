import { defineSinkTask } from '../../../config/define-task.ts';
import { createFiles } from '../create-files.ts';
import { createObjectSinkTask } from '../object-sink-task.ts';
import { rotatesByClock } from '../partitioners/closes-by-clock.ts';
import { accessKeyOf } from './access-key.ts';
import { BACKUP } from './class-names.ts';
import { s3SinkConfig } from './config.ts';
import { createContents } from './create-contents.ts';
import { cutterFactory } from './create-cutter.ts';
import { nullValuesOf } from './null-values-of.ts';
import { assumedRoleOf } from './role-config.ts';
import { createS3Client } from './s3-client.ts';
import { createS3Store } from './s3-store.ts';
import { createTagging } from './tagging.ts';

/** What a state of open files may hold of them, keys and headers included. */
const MAX_OPEN_PARTS = 300;

/** Follows Confluent's `S3SinkTask`; the one place that reaches S3. */
export const s3SinkTask = defineSinkTask(s3SinkConfig, async (config, context) => {
  const contents = await createContents(config, context.configs);
  const client = createS3Client({ ...config, ...accessKeyOf(config), assumedRole: assumedRoleOf(config) });
  const customerKey = config['s3.sse.customer.key'].value();
  const bucket = config['s3.bucket.name'];
  const store = createS3Store({
    client,
    bucket,
    partSizeBytes: config['s3.part.size'],
    isConditional: config['enable.conditional.writes'],
    attributes: {
      ...(config['s3.acl.canned'] === null ? {} : { ACL: config['s3.acl.canned'] }),
      ...(config['s3.storage.class'] === null ? {} : { StorageClass: config['s3.storage.class'] }),
      ...(config['s3.ssea.name'] === '' ? {} : { ServerSideEncryption: config['s3.ssea.name'] }),
      ...(config['s3.sse.kms.key.id'] === '' ? {} : { SSEKMSKeyId: config['s3.sse.kms.key.id'] }),
      ...(customerKey === '' ? {} : { SSECustomerAlgorithm: 'AES256', SSECustomerKey: customerKey }),
    },
    tag: createTagging(client, config, context.log),
  });
  const maxOpen = Math.floor(MAX_OPEN_PARTS / contents.objectsPerFile);
  const files = createFiles({
    config,
    configDef: s3SinkConfig,
    context,
    store,
    place: `s3://${bucket}`,
    piecesDirectory: '+tmp',
    enoughBytes: config['s3.part.size'],
    maxOpenFiles: Math.min(
      maxOpen,
      config['partitioner.max.open.files'] > 0 ? config['partitioner.max.open.files'] : maxOpen,
    ),
    replaces: true,
    appearsInOrder: config.mode === BACKUP,
    rotatesByClock: rotatesByClock(config),
    createCutter: cutterFactory(config, contents),
  });
  return createObjectSinkTask({
    context,
    store,
    files,
    nullValues: nullValuesOf(config),
    retryBackoffMs: config['retry.backoff.ms'],
    now: Date.now,
  });
});

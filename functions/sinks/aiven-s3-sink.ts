import { aivenS3Sink } from '../../lib/connectors/object-storage/aiven-s3-sink/connector.ts';
import { aivenS3SinkTask } from '../../lib/connectors/object-storage/aiven-s3-sink/task.ts';
import { createSinkHandler } from '../sink-handler.ts';

export const handler = await createSinkHandler(aivenS3Sink, aivenS3SinkTask);

import { s3Sink } from '../../lib/connectors/object-storage/s3-sink/connector.ts';
import { s3SinkTask } from '../../lib/connectors/object-storage/s3-sink/task.ts';
import { createSinkHandler } from '../sink-handler.ts';

export const handler = await createSinkHandler(s3Sink, s3SinkTask);

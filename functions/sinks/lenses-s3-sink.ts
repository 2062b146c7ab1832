import { lensesS3Sink } from '../../lib/connectors/object-storage/lenses-s3-sink/connector.ts';
import { lensesS3SinkTask } from '../../lib/connectors/object-storage/lenses-s3-sink/task.ts';
import { createSinkHandler } from '../sink-handler.ts';

export const handler = await createSinkHandler(lensesS3Sink, lensesS3SinkTask);

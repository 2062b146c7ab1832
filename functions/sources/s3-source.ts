import { s3Source } from '../../lib/connectors/object-storage/s3-source/connector.ts';
import { s3SourceTask } from '../../lib/connectors/object-storage/s3-source/task.ts';
import { createSourceHandler } from '../source-handler.ts';

export const handler = await createSourceHandler(s3Source, s3SourceTask);

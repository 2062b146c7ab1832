import { aivenS3Source } from '../../lib/connectors/object-storage/aiven-s3-source/connector.ts';
import { aivenS3SourceTask } from '../../lib/connectors/object-storage/aiven-s3-source/task.ts';
import { createSourceHandler } from '../source-handler.ts';

export const handler = await createSourceHandler(aivenS3Source, aivenS3SourceTask);

import { lensesS3Source } from '../../lib/connectors/object-storage/lenses-s3-source/connector.ts';
import { lensesS3SourceTask } from '../../lib/connectors/object-storage/lenses-s3-source/task.ts';
import { createSourceHandler } from '../source-handler.ts';

export const handler = await createSourceHandler(lensesS3Source, lensesS3SourceTask);

import { hdfsSink } from '../../lib/connectors/object-storage/hdfs-sink/connector.ts';
import { hdfsSinkTask } from '../../lib/connectors/object-storage/hdfs-sink/task.ts';
import { createSinkHandler } from '../sink-handler.ts';

export const handler = await createSinkHandler(hdfsSink, hdfsSinkTask);

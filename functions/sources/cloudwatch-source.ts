import { cloudwatchSource } from '../../lib/connectors/metrics/cloudwatch-source/connector.ts';
import { cloudwatchSourceTask } from '../../lib/connectors/metrics/cloudwatch-source/task.ts';
import { createSourceHandler } from '../source-handler.ts';

export const handler = await createSourceHandler(cloudwatchSource, cloudwatchSourceTask);

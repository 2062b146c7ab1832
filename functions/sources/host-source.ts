import { hostSource } from '../../lib/connectors/metrics/host-source/connector.ts';
import { hostSourceTask } from '../../lib/connectors/metrics/host-source/task.ts';
import { createSourceHandler } from '../source-handler.ts';

export const handler = await createSourceHandler(hostSource, hostSourceTask);

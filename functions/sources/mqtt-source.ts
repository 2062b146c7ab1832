import { mqttSource } from '../../lib/connectors/mqtt/source/connector.ts';
import { mqttSourceTask } from '../../lib/connectors/mqtt/source/task.ts';
import { createSourceHandler } from '../source-handler.ts';

export const handler = await createSourceHandler(mqttSource, mqttSourceTask);

import { mqttSink } from '../../lib/connectors/mqtt/sink/connector.ts';
import { mqttSinkTask } from '../../lib/connectors/mqtt/sink/task.ts';
import { createSinkHandler } from '../sink-handler.ts';

export const handler = await createSinkHandler(mqttSink, mqttSinkTask);

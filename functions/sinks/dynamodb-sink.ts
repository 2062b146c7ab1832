import { dynamodbSink } from '../../lib/connectors/dynamodb/sink/connector.ts';
import { dynamodbSinkTask } from '../../lib/connectors/dynamodb/sink/task.ts';
import { createSinkHandler } from '../sink-handler.ts';

export const handler = await createSinkHandler(dynamodbSink, dynamodbSinkTask);

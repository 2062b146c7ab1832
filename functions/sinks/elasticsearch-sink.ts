import { elasticsearchSink } from '../../lib/connectors/elasticsearch/connector.ts';
import { elasticsearchSinkTask } from '../../lib/connectors/elasticsearch/task.ts';
import { createSinkHandler } from '../sink-handler.ts';

export const handler = await createSinkHandler(elasticsearchSink, elasticsearchSinkTask);

import { twitterSource } from '../../lib/connectors/twitter/connector.ts';
import { twitterSourceTask } from '../../lib/connectors/twitter/task.ts';
import { createSourceHandler } from '../source-handler.ts';

export const handler = await createSourceHandler(twitterSource, twitterSourceTask);

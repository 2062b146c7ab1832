import { jdbcSource } from '../../lib/connectors/jdbc/source/connector.ts';
import { jdbcSourceTask } from '../../lib/connectors/jdbc/source/task.ts';
import { createSourceHandler } from '../source-handler.ts';

export const handler = await createSourceHandler(jdbcSource, jdbcSourceTask);

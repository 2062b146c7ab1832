import { defineSourceConnector } from '../../../config/define-connector.ts';
import { httpSourceConfig } from './config.ts';
import { spread } from './entities.ts';
import { placeOf } from './place.ts';
import { httpSourceProblems, saysOffset } from './validate.ts';

/** Follows `io.confluent.connect.http.HttpSourceConnector`. */
export const httpSource = defineSourceConnector({
  name: 'http-source',
  className: 'io.confluent.connect.http.HttpSourceConnector',
  taskClass: 'io.confluent.connect.http.HttpSourceTask',
  version: '1.0.6',
  documentation:
    'Polls an HTTP API that answers in JSON, and writes a record for each element of its answers: page by page, by a counter, by a field of the last record, or by a cursor. A task that was interrupted asks for the same page again and goes on behind the last record that is in Kafka.',
  configDef: httpSourceConfig,
  example: {
    'connector.class': 'io.confluent.connect.http.HttpSourceConnector',
    'tasks.max': '1',
    url: 'https://api.example.com/v1/${entityName}',
    'entity.names': 'orders,customers',
    'topic.name.pattern': 'shop-${entityName}',
    'http.offset.mode': 'CURSOR_PAGINATION',
    'http.request.parameters': 'limit=100&cursor=${offset}',
    'http.response.data.json.pointer': '/data',
    'http.next.page.json.pointer': '/next_cursor',
    'request.interval.ms': '60000',
    'auth.type': 'BEARER',
    'bearer.token': 'change-me',
  },
  taskConfigs: (config, maxTasks, raw) => spread(config['entity.names'], maxTasks, raw),
  validate: httpSourceProblems,
  // Where answers are whole each time, nobody knows what is new in one.
  exactlyOnceSupport: (config) => (saysOffset(config) ? 'SUPPORTED' : 'UNSUPPORTED'),
  alterOffsets: (_config, offsets) => {
    for (const { offset } of offsets) if (offset !== null) placeOf(offset);
    return true;
  },
});

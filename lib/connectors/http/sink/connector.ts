import { defineSinkConnector } from '../../../config/define-connector.ts';
import { httpSinkProblems } from './config/validate.ts';
import { httpSinkConfig } from './config.ts';

/** Follows `io.confluent.connect.http.HttpSinkConnector`. */
export const httpSink = defineSinkConnector({
  name: 'http-sink',
  className: 'io.confluent.connect.http.HttpSinkConnector',
  aliases: ['io.aiven.kafka.connect.http.HttpSinkConnector'],
  taskClass: 'io.confluent.connect.http.HttpSinkTask',
  version: '1.7.8',
  documentation:
    'Sends records to an HTTP API, one or several a request, with basic authentication, OAuth2 or a key. Failed requests are tried again; what came of records can be written to topics. A batch that comes again is sent again.',
  configDef: httpSinkConfig,
  example: {
    'connector.class': 'io.confluent.connect.http.HttpSinkConnector',
    'tasks.max': '1',
    topics: 'http-messages',
    'http.api.url': 'http://localhost:8080/api/messages',
    'request.body.format': 'json',
    headers: 'Content-Type:application/json|Accept:application/json',
    'auth.type': 'BASIC',
    'connection.user': 'admin',
    'connection.password': 'change-me',
    'retry.on.status.codes': '429,500-',
  },
  taskConfigs: (_config, maxTasks, raw) => Array.from({ length: maxTasks }, () => raw),
  validate: httpSinkProblems,
});

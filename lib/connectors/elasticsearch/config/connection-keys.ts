import { defineConfig } from '../../../config/config-def.ts';
import { between } from '../../../config/validators.ts';
import { nodeUrls } from './validators.ts';

const DAY_MS = 86_400_000;

/** How the cluster is reached. */
export const connectionKeys = defineConfig({
  'connection.url': {
    type: 'LIST',
    importance: 'HIGH',
    validator: nodeUrls,
    documentation:
      'URLs of the cluster’s nodes. Requests go to them in turn, and to the next one where one does not answer. A URL without a protocol is HTTP, or HTTPS if another one of them is.',
    group: 'Connector',
    width: 'LONG',
    displayName: 'Connection URLs',
  },
  'connection.username': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'User for basic authentication.',
    group: 'Connector',
    width: 'SHORT',
    displayName: 'Connection Username',
  },
  'connection.password': {
    type: 'PASSWORD',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Password of the user.',
    group: 'Connector',
    width: 'SHORT',
    displayName: 'Connection Password',
  },
  'connection.api.key': {
    type: 'PASSWORD',
    default: null,
    importance: 'MEDIUM',
    documentation: 'API key in the encoded form that Elasticsearch gives out, instead of a user.',
    internal: true,
  },
  'connection.compression': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation:
      'Whether requests are compressed with gzip.',
    group: 'Connector',
    width: 'SHORT',
    displayName: 'Compression',
  },
  'max.connection.idle.time.ms': {
    type: 'INT',
    default: 60_000,
    importance: 'LOW',
    validator: between(-1, DAY_MS),
    documentation: 'How long an idle connection is kept, in milliseconds; -1 for as long as the server does.',
    group: 'Connector',
    width: 'SHORT',
    displayName: 'Max Connection Idle Time',
  },
  'connection.timeout.ms': {
    type: 'INT',
    default: 1000,
    importance: 'LOW',
    validator: between(0, DAY_MS / 2),
    documentation: 'How long connecting may take, in milliseconds; 0 for as long as it takes.',
    group: 'Connector',
    width: 'SHORT',
    displayName: 'Connection Timeout',
  },
  'read.timeout.ms': {
    type: 'INT',
    default: 3000,
    importance: 'LOW',
    validator: between(0, 7 * DAY_MS),
    documentation:
      'How long the server may take to answer a request, in milliseconds; 0 for as long as it takes. A request that was not answered is sent again.',
    group: 'Connector',
    width: 'SHORT',
    displayName: 'Read Timeout',
  },
  'proxy.host': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    documentation: 'Host of an HTTP proxy on the way to the cluster.',
    group: 'Proxy',
    width: 'LONG',
    displayName: 'Proxy Host',
  },
  'proxy.port': {
    type: 'INT',
    default: 8080,
    importance: 'LOW',
    validator: between(1, 65_535),
    documentation: 'Port of the proxy.',
    group: 'Proxy',
    width: 'LONG',
    displayName: 'Proxy Port',
  },
  'proxy.username': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    documentation: 'User for basic authentication at the proxy.',
    group: 'Proxy',
    width: 'LONG',
    displayName: 'Proxy Username',
  },
  'proxy.password': {
    type: 'PASSWORD',
    default: null,
    importance: 'LOW',
    documentation: 'Password of the proxy’s user.',
    group: 'Proxy',
    width: 'LONG',
    displayName: 'Proxy Password',
  },
});

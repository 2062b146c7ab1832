import { defineConfig } from '../../config/config-def.ts';
import { atLeast, between, oneOfIgnoringCase } from '../../config/validators.ts';
import { onlyOff, refused, statusCodes } from './validators.ts';

const DAY_MS = 86_400_000;

/** The way to the API. */
export const connectionKeys = defineConfig({
  'http.proxy.host': {
    type: 'STRING',
    default: '',
    importance: 'HIGH',
    documentation: 'Host of an HTTP proxy on the way.',
    group: 'Connection',
    width: 'LONG',
    displayName: 'Proxy Host',
  },
  'http.proxy.port': {
    type: 'INT',
    default: 0,
    importance: 'HIGH',
    validator: between(0, 65_535),
    documentation: 'Port of the proxy.',
    group: 'Connection',
    width: 'LONG',
    displayName: 'Proxy Port',
  },
  'http.proxy.user': {
    type: 'STRING',
    default: '',
    importance: 'HIGH',
    documentation: 'User for basic authentication at the proxy.',
    group: 'Connection',
    width: 'LONG',
    displayName: 'Proxy User',
  },
  'http.proxy.password': {
    type: 'PASSWORD',
    default: '',
    importance: 'HIGH',
    documentation: 'Password of the proxy’s user.',
    group: 'Connection',
    width: 'LONG',
    displayName: 'Proxy Password',
  },
  'http.connect.timeout.ms': {
    type: 'INT',
    default: 30_000,
    importance: 'MEDIUM',
    validator: atLeast(0),
    documentation: 'How long connecting may take, in milliseconds; 0 for as long as it takes.',
    group: 'Connection',
    displayName: 'HTTP Connect Timeout (ms)',
  },
  'http.request.timeout.ms': {
    type: 'INT',
    default: 30_000,
    importance: 'MEDIUM',
    validator: atLeast(0),
    documentation: 'How long the API may take to answer, in milliseconds; 0 for as long as it takes.',
    group: 'Connection',
    displayName: 'HTTP Request Timeout (ms)',
  },
});

const ADDRESSES = 'which addresses may be reached is for the network to say, such as by a security group';

const addressSwitch = (which: string) =>
  ({
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    validator: onlyOff(`Not supported: ${ADDRESSES}`),
    documentation: `Whether ${which} are refused.`,
    group: 'Connection',
    internal: true,
  }) as const;

const addressList = (what: string) =>
  ({
    type: 'LIST',
    default: [],
    importance: 'MEDIUM',
    validator: refused<readonly string[]>(`Not supported: ${ADDRESSES}`),
    documentation: what,
    group: 'Connection',
    internal: true,
  }) as const;

/** What the originals can forbid themselves. */
export const addressKeys = defineConfig({
  'connection.disallow.local.ips': addressSwitch('addresses of the machine itself'),
  'connection.disallow.private.ips': addressSwitch('addresses of private networks'),
  'connection.disallow.class.e.ips': addressSwitch('addresses of class E'),
  'connection.disallow.cidr.ranges': addressList('Ranges of addresses that are refused.'),
  'connection.allow.cidr.ranges': addressList('Ranges of addresses that are allowed.'),
});

/** What becomes of requests that fail. */
export const retryKeys = defineConfig({
  'max.retries': {
    type: 'INT',
    default: 10,
    importance: 'MEDIUM',
    validator: atLeast(0),
    documentation: 'How often a request that failed is tried again. The default under Aiven’s class name is 1.',
    group: 'Retries',
    width: 'SHORT',
    displayName: 'Maximum Retries',
  },
  'retry.backoff.ms': {
    type: 'INT',
    default: 3000,
    importance: 'MEDIUM',
    validator: between(0, DAY_MS),
    documentation: 'Pause before the first of these tries, in milliseconds.',
    group: 'Retries',
    width: 'SHORT',
    displayName: 'Retry Backoff (millis)',
  },
  'retry.backoff.policy': {
    type: 'STRING',
    default: 'EXPONENTIAL_WITH_JITTER',
    importance: 'MEDIUM',
    validator: oneOfIgnoringCase('CONSTANT_VALUE', 'EXPONENTIAL_WITH_JITTER'),
    documentation: 'Whether the pause stays as it is, or doubles each time, with chance taking up to half of it.',
    group: 'Retries',
    recommender: { validValues: () => ['CONSTANT_VALUE', 'EXPONENTIAL_WITH_JITTER'] },
  },
  'retry.on.status.codes': {
    type: 'STRING',
    default: '400-',
    importance: 'MEDIUM',
    validator: statusCodes,
    documentation: 'After which answers a request is tried again, such as 408,429,500-599; 400- is all from 400 on.',
    group: 'Retries',
    displayName: 'Retry HTTP Status Codes',
  },
});

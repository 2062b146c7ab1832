import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { atLeast, nonEmptyString } from '../../../config/validators.ts';
import { nodeAddresses, pemFile } from '../validators.ts';

/** The keys of Ignite's IgniteSinkConnector, and those that a thin client needs in the place of a node's configuration. */
export const igniteSinkConfig = defineConfig({
  cacheName: {
    type: 'STRING',
    importance: 'HIGH',
    validator: nonEmptyString,
    documentation: 'Cache to write to.',
  },
  igniteCfg: {
    type: 'STRING',
    default: '',
    importance: 'HIGH',
    documentation:
      'The node’s configuration of the original: the path of a Spring XML file, or its text. Only the nodes’ addresses are read from it, that is the hosts of a TcpDiscoveryVmIpFinder and the port of the clientConnectorConfiguration (10800 by default), and only where ignite.addresses is not set.',
  },
  cacheAllowOverwrite: {
    type: 'BOOLEAN',
    default: false,
    importance: 'HIGH',
    documentation:
      'Whether a record replaces the entry of its key, and one without a value removes it. With false, entries that are there stay, and a record without a value is an error.',
  },
  cachePerNodeDataSize: {
    type: 'INT',
    default: 1024,
    importance: 'MEDIUM',
    validator: atLeast(1),
    documentation: 'The most entries of one request.',
  },
  cachePerNodeParOps: {
    type: 'INT',
    default: 4,
    importance: 'MEDIUM',
    validator: atLeast(1),
    documentation: 'How many requests are on their way at once.',
  },
  singleTupleExtractorCls: {
    type: 'STRING',
    default: '',
    importance: 'HIGH',
    documentation:
      'The Java class of the original that makes key and value of a record. Classes cannot be loaded here: say the same by singleTupleExtractor.key and singleTupleExtractor.value, with which this key may stay.',
  },
  'singleTupleExtractor.key': {
    type: 'STRING',
    default: 'key',
    importance: 'MEDIUM',
    validator: nonEmptyString,
    documentation:
      'What the key of an entry is: key, value, a field of one of them such as value.id, or an expression in CEL such as value.region + "-" + value.id.',
    internal: true,
  },
  'singleTupleExtractor.value': {
    type: 'STRING',
    default: 'value',
    importance: 'MEDIUM',
    validator: nonEmptyString,
    documentation: 'What the value of an entry is, as singleTupleExtractor.key.',
    internal: true,
  },
  'ignite.addresses': {
    type: 'LIST',
    default: [],
    importance: 'HIGH',
    validator: nodeAddresses,
    documentation:
      'Nodes, as host:port of their connectors for thin clients (10800 by default): one of them is used, and the next one when it is gone.',
    internal: true,
  },
  'ignite.username': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    documentation: 'Whom to log in as.',
    internal: true,
  },
  'ignite.password': {
    type: 'PASSWORD',
    default: '',
    importance: 'MEDIUM',
    documentation: 'The password of ignite.username.',
    internal: true,
  },
  'ignite.ssl.enabled': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether to connect with TLS.',
    internal: true,
  },
  'ignite.ssl.truststore.location': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    validator: pemFile,
    documentation: 'PEM file with the certificates of whom to trust; by default those that Node.js trusts.',
    internal: true,
  },
  'ignite.ssl.keystore.location': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    validator: pemFile,
    documentation: 'PEM file with the private key and the certificate to show to the node.',
    internal: true,
  },
  'ignite.ssl.truststore.certificates': {
    type: 'PASSWORD',
    default: '',
    importance: 'MEDIUM',
    documentation:
      'The text of ignite.ssl.truststore.location itself, where there are no files, such as by a reference.',
    internal: true,
  },
  'ignite.ssl.keystore.key': {
    type: 'PASSWORD',
    default: '',
    importance: 'MEDIUM',
    documentation: 'The text of ignite.ssl.keystore.location itself.',
    internal: true,
  },
  'ignite.ssl.key.password': {
    type: 'PASSWORD',
    default: '',
    importance: 'MEDIUM',
    documentation: 'Password of the private key.',
    internal: true,
  },
  'ignite.ssl.endpoint.identification.algorithm': {
    type: 'STRING',
    default: 'https',
    importance: 'LOW',
    documentation: 'Whether the certificate must name the node’s host (https), or need not (empty).',
    internal: true,
  },
  'ignite.create.cache': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether a missing cache is made, with the cluster’s defaults.',
    internal: true,
  },
  'ignite.request.timeout.ms': {
    type: 'INT',
    default: 30_000,
    importance: 'LOW',
    validator: atLeast(1),
    documentation: 'How long a node may say nothing while an answer is due, before the batch is tried on another one.',
    internal: true,
  },
});

export type IgniteSinkConfig = ConfigOf<typeof igniteSinkConfig>;

import { defineConfig } from '../../../config/config-def.ts';
import { oneOfIgnoringCase } from '../../../config/validators.ts';
import { refused, resourceMappings } from './validators.ts';

const conflicts = ['ignore', 'warn', 'report', 'fail'] as const;

/** Keys of Aiven's OpenSearch sink that Confluent's connector does not have, or has under another name. */
export const opensearchKeys = defineConfig({
  'index.write.method': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    validator: oneOfIgnoringCase('insert', 'upsert'),
    documentation: 'Aiven’s name of write.method.',
    internal: true,
  },
  'key.ignore.id.strategy': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    validator: oneOfIgnoringCase('none', 'record.key', 'topic.partition.offset'),
    documentation:
      'What names documents where key.ignore applies: the server (none), the record’s key, or topic+partition+offset, which is what it is without this key.',
    internal: true,
  },
  'behavior.on.version.conflict': {
    type: 'STRING',
    default: 'ignore',
    importance: 'LOW',
    validator: oneOfIgnoringCase(...conflicts),
    documentation:
      'What becomes of a record that is older than its document, or is that record. Batches may come again, so it is ignored unless this says otherwise.',
    internal: true,
  },
  'data.stream.enabled': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation:
      'Whether documents go to data streams, which are created with an index template if they are missing.',
    internal: true,
  },
  'data.stream.prefix': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'With data.stream.enabled, the name before the topic’s: <prefix>-<topic>.',
    internal: true,
  },
  'data.streams.existing.index.template.name': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'With data.stream.enabled, the index template’s name; it is created if it is missing.',
    internal: true,
  },
  'existing.resource.type': {
    type: 'STRING',
    default: 'none',
    importance: 'LOW',
    validator: oneOfIgnoringCase('none', 'index', 'index_alias', 'data_stream', 'data_stream_alias'),
    documentation: 'Aiven’s name of external.resource.usage.',
    internal: true,
  },
  'topic.to.existing.resource.mapping': {
    type: 'LIST',
    default: [],
    importance: 'LOW',
    validator: resourceMappings,
    documentation: 'Aiven’s name of topic.to.external.resource.mapping.',
    internal: true,
  },
  'routing.type': {
    type: 'STRING',
    default: 'none',
    importance: 'LOW',
    validator: oneOfIgnoringCase('none', 'key'),
    documentation: 'Whether documents are routed by the record’s key. By its value, they cannot be here.',
    internal: true,
  },
  'routing.type.record.value.path': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    validator: refused('routing by a field of the value is not supported'),
    documentation: 'Field of the value to route by.',
    internal: true,
  },
  'aws.region': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Region of an AWS domain. With aws.service.signing.name requests are signed (Signature Version 4).',
    internal: true,
  },
  'aws.service.signing.name': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'What to sign for: es for a domain of Amazon OpenSearch Service, aoss for a serverless collection.',
    internal: true,
  },
  'aws.access_key_id': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Access key to sign with; without one, the function’s own role signs.',
    internal: true,
  },
  'aws.secret_access_key': {
    type: 'PASSWORD',
    default: null,
    importance: 'MEDIUM',
    documentation: 'The access key’s secret.',
    internal: true,
  },
  'aws.sts.role.arn': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    validator: refused('roles are not assumed here: give the function’s own role access, or use an access key'),
    documentation: 'Role to sign as.',
    internal: true,
  },
  'connection.trust.all.certificates': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Whether any certificate is trusted. Not for production.',
    internal: true,
  },
});

import { defineConfig } from '../../../config/config-def.ts';
import { atLeast, oneOfIgnoringCase } from '../../../config/validators.ts';
import { dataStreamDataset, dataStreamNamespace, refused, resourceMappings } from './validators.ts';

const usages = ['INDEX', 'DATASTREAM', 'ALIAS_INDEX', 'ALIAS_DATASTREAM', 'DISABLED'] as const;
const types = ['LOGS', 'METRICS', 'NONE'] as const;

/** Where documents go: indices, data streams and aliases. */
export const resourceKeys = defineConfig({
  'external.resource.usage': {
    type: 'STRING',
    default: 'DISABLED',
    importance: 'HIGH',
    validator: oneOfIgnoringCase(...usages),
    documentation:
      'What topic.to.external.resource.mapping names: indices, data streams, or aliases of either, none of which is created. DISABLED: an index of the topic’s name in lower case, or the data stream of data.stream.*, created if it is missing.',
    group: 'Connector',
    width: 'SHORT',
    displayName: 'External Resource Usage',
    recommender: { validValues: () => usages },
  },
  'topic.to.external.resource.mapping': {
    type: 'LIST',
    default: [],
    importance: 'HIGH',
    validator: resourceMappings,
    documentation: 'Which topic goes where, as topic:resource.',
    group: 'Connector',
    width: 'LONG',
    displayName: 'Topic to External Resource Mapping',
  },
  'max.external.resource.mappings': {
    type: 'INT',
    default: 15,
    importance: 'MEDIUM',
    validator: atLeast(1),
    documentation: 'The most of these mappings.',
    group: 'Connector',
    width: 'SHORT',
    displayName: 'Maximum External Resource Mappings',
    ignored: 'it protects another product’s clusters: there may be as many as there are topics',
  },
  'data.stream.type': {
    type: 'STRING',
    default: 'NONE',
    importance: 'LOW',
    validator: oneOfIgnoringCase(...types),
    documentation: 'First part of the data stream’s name; NONE writes to indices. An index template must be there.',
    group: 'Connector',
    width: 'SHORT',
    displayName: 'Data Stream Type',
    recommender: { validValues: () => types },
  },
  'data.stream.dataset': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    validator: dataStreamDataset,
    documentation: 'Second part of the data stream’s name.',
    group: 'Connector',
    width: 'MEDIUM',
    displayName: 'Data Stream Dataset',
  },
  'data.stream.namespace': {
    type: 'STRING',
    default: '${topic}',
    importance: 'LOW',
    validator: dataStreamNamespace,
    documentation: 'Third part of the data stream’s name, in which ${topic} stands for the topic.',
    group: 'Connector',
    width: 'MEDIUM',
    displayName: 'Data Stream Namespace',
  },
  'data.stream.timestamp.field': {
    type: 'LIST',
    default: [],
    importance: 'LOW',
    documentation:
      'Fields of the value, of which the first one that is there becomes @timestamp. Without any it is the record’s timestamp.',
    group: 'Connector',
    width: 'LONG',
    displayName: 'Data Stream Timestamp Field',
  },
  'topic.index.map': {
    type: 'LIST',
    default: [],
    importance: 'LOW',
    validator: {
      description: 'not supported',
      ensureValid: (name, value) => {
        if (Array.isArray(value) && value.length > 0)
          refused('use topic.to.external.resource.mapping, or the transformation RegexRouter').ensureValid(
            name,
            `${value}`,
          );
      },
    },
    documentation: 'Which topic goes to which index, in versions of the connector before 11.',
    internal: true,
  },
});

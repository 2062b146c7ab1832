import { defineConfig } from '../../../lib/config/config-def.ts';
import { defineSinkConnector, defineSourceConnector } from '../../../lib/config/define-connector.ts';
import { definePredicate, defineTransformation } from '../../../lib/config/define-transformation.ts';
import { regex } from '../../../lib/config/validators.ts';
import { converters, headerConverters } from '../../../lib/converters/catalogue.ts';
import type { PluginCatalogue } from '../../../lib/herder/plugins/plugin-catalogue.ts';

const description = { version: '1.0.0', documentation: 'For tests.', example: {} };

/** Makes as many tasks as `tables` says, more than allowed included. */
const sampleSource = defineSourceConnector({
  ...description,
  name: 'sample-source',
  className: 'org.example.SampleSourceConnector',
  taskClass: 'org.example.SampleSourceTask',
  configDef: defineConfig({
    tables: { type: 'INT', default: 1, importance: 'HIGH', documentation: 'How many tasks to make.' },
    password: { type: 'PASSWORD', default: null, importance: 'LOW', documentation: 'Secret.' },
  }),
  taskConfigs: ({ tables }, _maxTasks, raw) =>
    Array.from({ length: tables }, (_, table) => ({ ...raw, table: String(table) })),
});

const sampleSink = defineSinkConnector({
  ...description,
  name: 'sample-sink',
  className: 'org.example.SampleSinkConnector',
  taskClass: 'org.example.SampleSinkTask',
  configDef: defineConfig({
    'flush.size': { type: 'INT', default: null, importance: 'LOW', documentation: 'Records of a file.' },
  }),
  taskConfigs: (_config, maxTasks, raw) => Array.from({ length: maxTasks }, () => raw),
  batching: ({ 'flush.size': size }) => (size === null ? {} : { batchSize: size, batchingWindowMs: 5000 }),
  exactlyOnceSupport: ({ 'flush.size': size }) => (size === null ? 'UNSUPPORTED' : 'SUPPORTED'),
  alterOffsets: () => true,
});

const sampleTransformation = defineTransformation({
  ...description,
  className: 'org.example.transforms.Rename$Value',
  configDef: defineConfig({
    replacement: { type: 'STRING', default: '', importance: 'LOW', documentation: 'New name.' },
    pattern: { type: 'STRING', importance: 'HIGH', documentation: 'Old name.', validator: regex },
  }),
  create: () => ({ apply: (record) => record }),
});

const samplePredicate = definePredicate({
  ...description,
  className: 'org.example.predicates.Always',
  configDef: {},
  create: () => ({ test: () => true }),
});

export const samplePlugins: PluginCatalogue = {
  connectors: [sampleSource, sampleSink],
  converters,
  headerConverters,
  transformations: [sampleTransformation],
  predicates: [samplePredicate],
};

export const sourceConfig = { 'connector.class': 'SampleSource', 'tasks.max': '5' };
export const sinkConfig = { 'connector.class': 'SampleSink', 'tasks.max': '2', topics: 'a,b,c' };

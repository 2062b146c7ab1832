import { describe, expect, it } from 'vitest';
import { sinkConnectorConfig } from '../../../lib/config/common/sink-connector-config.ts';
import { sourceConnectorConfig } from '../../../lib/config/common/source-connector-config.ts';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { mongoSink } from '../../../lib/connectors/mongodb/sink/connector.ts';
import { mongoSource } from '../../../lib/connectors/mongodb/source/connector.ts';
import { PUBLISHED } from './published-configs.ts';

/** Every complaint, by key. */
const problemsOf = (raw: RawConfig): readonly (readonly [key: string, message: string])[] => {
  const isSource = raw['connector.class'] === mongoSource.className;
  const plugin = isSource ? mongoSource : mongoSink;
  const common = isSource ? sourceConnectorConfig : sinkConnectorConfig;
  const single = validateConfig({ ...common, ...plugin.configDef }, { name: 'test', ...raw }).flatMap(
    ({ name, errors }) => errors.map((message) => [name, message] as const),
  );
  return single.length > 0 ? single : plugin.validate(raw).map(({ key, message }) => [key, message] as const);
};

const SINK = { 'connector.class': mongoSink.className, topics: 't', database: 'db' };
const SOURCE = { 'connector.class': mongoSource.className };
const ID = 'com.mongodb.kafka.connect.sink.processor.id.strategy';

describe('a published configuration is valid as it is', () => {
  it.each(Object.entries(PUBLISHED))('%s', (_name, raw) => {
    expect(problemsOf(raw)).toEqual([]);
  });
});

describe('what can’t be done is refused', () => {
  it.each([
    ['connection.uri', { ...SINK, 'connection.uri': 'http://localhost' }],
    ['connection.ssl.truststore', { ...SOURCE, 'connection.ssl.truststore': '/a.jks' }],
    ['connection.uri', { ...SOURCE, 'mongo.custom.auth.mechanism.enable': 'true' }],
    ['collection', { ...SOURCE, collection: 'c' }],
    ['pipeline', { ...SOURCE, pipeline: '[{' }],
    ['topic.mapper', { ...SOURCE, 'topic.mapper': 'my.Mapper' }],
    ['topic.namespace.map', { ...SOURCE, 'topic.namespace.map': '{"/a": "{nothing}"}' }],
    ['output.schema.value', { ...SOURCE, 'output.schema.value': '{"type": "enum"}' }],
    [
      'startup.mode.timestamp.start.at.operation.time',
      { ...SOURCE, 'startup.mode.timestamp.start.at.operation.time': 'x' },
    ],
    ['document.id.strategy', { ...SINK, 'document.id.strategy': 'my.Strategy' }],
    ['delete.on.null.values', { ...SINK, 'delete.on.null.values': 'true' }],
    ['document.id.strategy', { ...SINK, 'document.id.strategy': `${ID}.PartialKeyStrategy` }],
    ['timeseries.metafield', { ...SINK, 'timeseries.metafield': 'm' }],
    ['topic.override.%s.%s', { ...SINK, 'topic.override.t.max.batch.size': '-1' }],
    ['topic.override.%s.%s', { ...SINK, 'topic.override.a.b.delete.on.null.values': 'true' }],
    [
      'timeseries.timefield.auto.convert.date.format',
      { ...SINK, 'timeseries.timefield.auto.convert.date.format': 'dd MMMM' },
    ],
  ])('%s', (key, raw) => {
    expect(problemsOf(raw).map(([name]) => name)).toEqual([key]);
  });
});

describe('exactly once', () => {
  it.each([
    ['SUPPORTED', { ...SOURCE, 'startup.mode': 'copy_existing' }],
    ['UNSUPPORTED', { ...SOURCE, 'copy.existing': 'true', pipeline: '[{"$group": {"_id": "$n"}}]' }],
  ])('is %s by a source', (support, raw) => {
    expect(mongoSource.exactlyOnceSupport(raw)).toBe(support);
  });

  it.each([
    ['UNSUPPORTED', SINK],
    ['SUPPORTED', { ...SINK, 'document.id.strategy': `${ID}.FullKeyStrategy` }],
    [
      'UNSUPPORTED',
      {
        ...SINK,
        'document.id.strategy': `${ID}.FullKeyStrategy`,
        'topic.override.t.document.id.strategy': `${ID}.UuidStrategy`,
      },
    ],
  ])('is %s by a sink', (support, raw) => {
    expect(mongoSink.exactlyOnceSupport(raw)).toBe(support);
  });
});

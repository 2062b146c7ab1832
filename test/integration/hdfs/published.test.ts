import { beforeAll, describe, expect, inject, test } from 'vitest';
import { service } from '../../services/on-demand.ts';
import { type Config, publishedConfigs, withSchema } from '../../worker/published-configs.ts';
import { createTestDirectory, type TestDirectory } from './directory.ts';

const { url: registry } = await service('schema-registry');
const configs = publishedConfigs(inject('kafka').bootstrapServers);
let directory: TestDirectory;

beforeAll(async () => {
  directory = await createTestDirectory();
});

/** The name nodes of tests have their web interface on a port of its own, and each test a directory. */
const at = () => ({
  'hdfs.web.url': directory.url,
  'hdfs.user.name': 'root',
  'topics.dir': directory.path,
  // Files do not wait for more records in a test.
  'event.source.batching.window.ms': '100',
});

const structs = (topic: string, count: number) =>
  Array.from({ length: count }, (_, n) => ({ topic, value: withSchema({ f1: 'string' }, { f1: `value${n}` }) }));

/** The files of a topic once there are so many. */
const written = async (
  config: Config,
  more: Config,
  { topic, count }: { readonly topic: string; readonly count: number },
) => {
  const files = async () => (await directory.finished()).filter((file) => file.startsWith(`${topic}/`));
  const name = await configs.paste(config, { ...at(), ...more });
  await configs.expectSoon(name, async () => expect((await files()).length).toBeGreaterThanOrEqual(count));
  return files();
};

describe('published configurations of Confluent', () => {
  test('the quick start', async () => {
    const published = {
      name: 'hdfs-sink',
      'connector.class': 'io.confluent.connect.hdfs.HdfsSinkConnector',
      'tasks.max': '1',
      topics: 'test_hdfs',
      'hdfs.url': 'hdfs://localhost:9000',
      'flush.size': '3',
    };
    await configs.produce(structs('test_hdfs', 6));
    const files = await written(published, {}, { topic: 'test_hdfs', count: 2 });
    expect(files).toEqual(
      ['0000000000+0000000002', '0000000003+0000000005'].map(
        (offsets) => `test_hdfs/partition=0/test_hdfs+0+${offsets}.avro`,
      ),
    );
    expect((await directory.read(files[0] ?? '')).toString('latin1')).toContain('value0');
  });

  test('Hadoop 3: Parquet', async () => {
    const published = {
      name: 'hdfs3-parquet',
      'connector.class': 'io.confluent.connect.hdfs3.Hdfs3SinkConnector',
      'tasks.max': '1',
      topics: 'parquet_field_hdfs',
      'hdfs.url': 'hdfs://namenode:9000',
      'flush.size': '3',
      'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
      'format.class': 'io.confluent.connect.hdfs3.parquet.ParquetFormat',
      'partitioner.class': 'io.confluent.connect.storage.partitioner.DefaultPartitioner',
      'confluent.topic.bootstrap.servers': 'localhost:9092',
      'confluent.topic.replication.factor': '1',
    };
    await configs.produce(structs('parquet_field_hdfs', 3));
    const [file = ''] = await written(published, {}, { topic: 'parquet_field_hdfs', count: 1 });
    expect(file).toMatch(/\+0000000000\+0000000002\.parquet$/);
    expect((await directory.read(file)).subarray(0, 4).toString()).toBe('PAR1');
  });

  test('Avro from a registry, compatibility and rotation; its Hive is refused', async () => {
    const published = {
      'connector.class': 'io.confluent.connect.hdfs.HdfsSinkConnector',
      'tasks.max': '1',
      topics: 'hdfs-topic',
      'store.url': 'hdfs://namenode:8020',
      'flush.size': '3',
      'hadoop.conf.dir': '/etc/hadoop/',
      'partitioner.class': 'io.confluent.connect.storage.partitioner.DefaultPartitioner',
      'rotate.interval.ms': '120000',
      'logs.dir': '/tmp',
      'hive.integration': 'true',
      'hive.metastore.uris': 'thrift://hive-metastore:9083',
      'hive.database': 'testhive',
      'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
      'value.converter': 'io.confluent.connect.avro.AvroConverter',
      'value.converter.schema.registry.url': 'http://schema-registry:8081',
      'schema.compatibility': 'BACKWARD',
    };
    await expect(configs.paste(published, at())).rejects.toThrow(/MSCK REPAIR TABLE/);
    // Without what was refused, it writes; its records come from a source with the same converter.
    configs.cleanUp('hdfs-topic');
    await configs.paste(
      {
        'connector.class': 'io.confluent.kafka.connect.datagen.DatagenConnector',
        'kafka.topic': 'hdfs-topic',
        quickstart: 'users',
        iterations: '3',
        'max.interval': '0',
        'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
        'value.converter': 'io.confluent.connect.avro.AvroConverter',
      },
      { 'value.converter.schema.registry.url': registry },
    );
    const files = await written(
      { ...published, 'hive.integration': 'false' },
      { 'value.converter.schema.registry.url': registry },
      { topic: 'hdfs-topic', count: 1 },
    );
    expect(files[0]).toMatch(/\.avro$/);
  });
});

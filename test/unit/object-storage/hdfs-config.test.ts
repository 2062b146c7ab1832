import { describe, expect, test } from 'vitest';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import { hdfsSinkConfig } from '../../../lib/connectors/object-storage/hdfs-sink/config.ts';
import { hdfsSink } from '../../../lib/connectors/object-storage/hdfs-sink/connector.ts';

/** As Confluent publishes it. */
const quickstart = {
  name: 'hdfs-sink',
  'connector.class': 'io.confluent.connect.hdfs.HdfsSinkConnector',
  'tasks.max': '1',
  topics: 'test_hdfs',
  'hdfs.url': 'hdfs://localhost:9000',
  'flush.size': '3',
};

const problems = (config: Readonly<Record<string, string>>): readonly string[] => {
  const errors = validateConfig(hdfsSinkConfig, config).flatMap((key) => key.errors);
  return errors.length > 0 ? errors : hdfsSink.validate(config).map(({ message }) => message);
};

describe('configurations that are published are valid as they are', () => {
  test.each([
    ['the quickstart', quickstart],
    [
      'Hadoop 3',
      {
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
      },
    ],
    [
      'partitions by time',
      {
        ...quickstart,
        'format.class': 'io.confluent.connect.hdfs.json.JsonFormat',
        'partitioner.class': 'io.confluent.connect.storage.partitioner.TimeBasedPartitioner',
        'partition.duration.ms': '3600000',
        'path.format': "'year'=YYYY/'month'=MM/'day'=dd/'hour'=HH",
        locale: 'en',
        timezone: 'UTC',
        'timestamp.extractor': 'Record',
        'rotate.interval.ms': '60000',
        'hive.integration': 'false',
        'schema.compatibility': 'BACKWARD',
      },
    ],
    [
      'the partitioner of old',
      {
        ...quickstart,
        'partitioner.class': 'io.confluent.connect.hdfs.partitioner.FieldPartitioner',
        'partition.field.name': 'department',
      },
    ],
  ])('%s', (_name, config) => {
    expect(problems(config)).toEqual([]);
  });
});

describe('what is not supported is refused', () => {
  test.each([
    ['hive.integration', 'true', /MSCK REPAIR TABLE/],
    ['hdfs.authentication.kerberos', 'true', /hdfs.delegation.token/],
    ['format.class', 'io.confluent.connect.hdfs.orc.OrcFormat', /ORC is not supported.*use Parquet/],
    ['format.class', 'com.example.Own', /must be one of/],
    ['hdfs.url', 'file:///tmp', /must be hdfs/],
    ['topic.capture.groups.regex', '(.*)', /not supported/],
    ['topics.dir', `topics/\${topic}`, /variables are not supported/],
    ['rotate.schedule.interval.ms', '60000', /Timezone configuration must be set/],
    ['directory.delim', '_', /HDFS has \/ only/],
  ])('%s=%s', (key, value, message) => {
    expect(problems({ ...quickstart, [key]: value })).toEqual([expect.stringMatching(message)]);
  });

  test('files that nobody says the place of', () => {
    const { 'hdfs.url': url, ...others } = quickstart;
    expect(problems(others)).toEqual([expect.stringMatching(/hdfs.url, store.url or hdfs.web.url/)]);
    expect(problems({ ...others, 'store.url': url })).toEqual([]);
  });
});

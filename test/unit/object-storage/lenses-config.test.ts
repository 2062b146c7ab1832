import { describe, expect, test } from 'vitest';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import { lensesS3SinkConfig } from '../../../lib/connectors/object-storage/lenses-s3-sink/config.ts';
import { lensesS3Sink } from '../../../lib/connectors/object-storage/lenses-s3-sink/connector.ts';
import { lensesS3SourceConfig } from '../../../lib/connectors/object-storage/lenses-s3-source/config.ts';
import { lensesS3Source } from '../../../lib/connectors/object-storage/lenses-s3-source/connector.ts';

type Config = Readonly<Record<string, string>>;

const problems = (def: typeof lensesS3SinkConfig | typeof lensesS3SourceConfig, config: Config): readonly string[] => {
  const errors = validateConfig(def, config).flatMap((key) => key.errors);
  const connector = def === lensesS3SinkConfig ? lensesS3Sink : lensesS3Source;
  return errors.length > 0 ? errors : connector.validate(config).map(({ message }) => message);
};
const sink = (kcql: string, more: Config = {}) =>
  problems(lensesS3SinkConfig, { topics: 't', 'connect.s3.kcql': kcql, ...more });
const source = (kcql: string, more: Config = {}) =>
  problems(lensesS3SourceConfig, { 'connect.s3.kcql': kcql, ...more });

describe('the sink takes', () => {
  test.each([
    // Virtual hosts are not to be had beside the tests' S3, so this gist is not run.
    [
      'INSERT INTO msk-lensesio-plugin:MSKCluster SELECT * FROM t STOREAS `JSON` WITH_FLUSH_INTERVAL = 300',
      { 'connect.s3.vhost.bucket': 'true', 'aws.custom.endpoint': 'https://s3.eu-central-1.amazonaws.com/' },
    ],
    [
      'INSERT INTO kafka-connect-aws-s3-test:demo SELECT * FROM t PARTITIONBY _header.code, _header.num STOREAS `TEXT` WITH_FLUSH_COUNT = 100',
      {},
    ],
    ['INSERT INTO `bucket-name`:`prefix` SELECT * FROM `t` PARTITIONBY `a.b`', {}],
    ['INSERT INTO b:p SELECT * FROM `*` PARTITIONBY _topic,_partition,_date.`yyyy/MM/dd/HH`,_key', {}],
    ["INSERT INTO b SELECT * FROM t STOREAS `BYTES` PROPERTIES('flush.count'=1)", {}],
    [
      "INSERT INTO b SELECT * FROM t STOREAS `AVRO` PROPERTIES('store.envelope'=true, 'padding.type'='RightPad', 'padding.char'='x', 'padding.length.offset'=5, 'partition.include.keys'=false, 'key.suffix'='-a')",
      { 'connect.s3.compression.codec': 'deflate' },
    ],
  ])('%s', (kcql, more) => expect(sink(kcql, more)).toEqual([]));
});

describe('the sink refuses', () => {
  test.each<[string, Config, RegExp]>([
    ['INSERT INTO b SELECT a FROM t', {}, /SELECT must be followed by \*/],
    ['INSERT INTO b SELECT * FROM other', {}, /Topic t is not a source/],
    ['INSERT INTO b:p:q SELECT * FROM t', {}, /bucket:prefix/],
    ['INSERT INTO b SELECT * FROM t STOREAS `ORC`', {}, /Unsupported format - ORC/],
    ['INSERT INTO b SELECT * FROM t STOREAS `Bytes_ValueOnly`', {}, /Unsupported format/],
    ['INSERT INTO b SELECT * FROM t STOREAS `BYTES`', {}, /flush.count > 1 is not allowed/],
    ["INSERT INTO b SELECT * FROM t STOREAS TEXT PROPERTIES('store.envelope'=true)", {}, /Envelope is not supported/],
    [
      "INSERT INTO b SELECT * FROM t PROPERTIES('store.envelope'=true, 'store.envelope.fields.key'=true)",
      {},
      /selective/,
    ],
    ["INSERT INTO b SELECT * FROM t PROPERTIES('store.file.namer'='x')", {}, /classes of Java/],
    ["INSERT INTO b SELECT * FROM t PROPERTIES('flush.counts'=1)", {}, /flush.counts is not known/],
    ["INSERT INTO b SELECT * FROM t PROPERTIES('flush.count'=many)", {}, /is a number/],
    ["INSERT INTO b SELECT * FROM t PROPERTIES('padding.length.topic'=1)", {}, /no topic/],
    [
      "INSERT INTO b SELECT * FROM t PROPERTIES('padding.length.offset'=1)",
      { 'connect.s3.padding.strategy': 'LeftPad' },
      /Unable to process both/,
    ],
    ['INSERT INTO b SELECT * FROM t PARTITIONBY _header', {}, /Header partition field without path/],
    ['INSERT INTO b SELECT * FROM t PARTITIONBY _topic.x', {}, /requires no path/],
    ['INSERT INTO b SELECT * FROM t PARTITIONBY _date.`qqq`', {}, /Illegal pattern/],
    ['INSERT INTO b SELECT * FROM t; INSERT INTO c SELECT * FROM t', {}, /several statements/],
    ['INSERT INTO b SELECT * FROM t', { 'connect.s3.compression.codec': 'SNAPPY' }, /not supported for JSON/],
    ['INSERT INTO b SELECT * FROM t', { 'connect.s3.compression.codec': 'LZO' }, /one of/],
    ['INSERT INTO b SELECT * FROM t', { 'connect.s3.aws.auth.mode': 'credentials' }, /Credentials needs/],
    ['INSERT INTO b SELECT * FROM t', { 'connect.s3.schema.change.detector': 'version' }, /Only default/],
    ['INSERT INTO b SELECT * FROM t', { 'connect.s3.latest.schema.optimization.enabled': 'true' }, /their own/],
  ])('%s %j', (kcql, more, message) => expect(sink(kcql, more).join()).toMatch(message));
});

test.each([
  'INSERT INTO t SELECT * FROM b:p BATCH=2000 STOREAS `JSON` LIMIT 10000',
  "INSERT INTO t SELECT * FROM b:p STOREAS `TEXT` PROPERTIES('read.text.mode'='regex', 'read.text.regex'='^[1-9].*')",
  'INSERT INTO t SELECT * FROM b:p; INSERT INTO t SELECT * FROM b:q',
])('the source takes %s', (kcql) => expect(source(kcql)).toEqual([]));

describe('the source refuses', () => {
  test.each<[string, Config, RegExp]>([
    ["INSERT INTO t SELECT * FROM b STOREAS TEXT PROPERTIES('read.text.mode'='startEndTag')", {}, /there is regex/],
    ["INSERT INTO t SELECT * FROM b STOREAS TEXT PROPERTIES('read.text.mode'='regex')", {}, /needs read.text.regex/],
    ["INSERT INTO t SELECT * FROM b PROPERTIES('post.process.action'='DELETE')", {}, /left as they are/],
    ["INSERT INTO t SELECT * FROM b STOREAS CSV PROPERTIES('store.envelope'=true)", {}, /Envelope is not supported/],
    ['INSERT INTO t SELECT * FROM b:p; INSERT INTO u SELECT * FROM b:p/q', {}, /Several statements read/],
    ['INSERT INTO t SELECT * FROM b LIMIT x', {}, /number of records/],
    ['INSERT INTO t SELECT * FROM b', { 'connect.s3.ordering.type': 'LastModified' }, /order of their names/],
    [
      'INSERT INTO t SELECT * FROM b',
      { 'connect.s3.source.partition.search.continuous': 'false' },
      /always looked for/,
    ],
    ['INSERT INTO t SELECT * FROM b', { 'connect.s3.source.write.watermark.headers': 'true' }, /not written/],
    ['INSERT INTO t SELECT * FROM b', { 'connect.s3.source.partition.extractor.type': 'regex' }, /needs connect/],
    ['INSERT INTO t SELECT * FROM b', { 'connect.s3.source.partition.extractor.regex': '(' }, /Invalid regular/],
  ])('%s %j', (kcql, more, message) => expect(source(kcql, more).join()).toMatch(message));
});

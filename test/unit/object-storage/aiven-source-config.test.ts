import { describe, expect, test } from 'vitest';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import { aivenS3SourceConfig } from '../../../lib/connectors/object-storage/aiven-s3-source/config.ts';
import { aivenS3Source } from '../../../lib/connectors/object-storage/aiven-s3-source/connector.ts';
import { createDoneKeys } from '../../../lib/connectors/object-storage/aiven-s3-source/done-keys.ts';
import { parseSourceTemplate } from '../../../lib/connectors/object-storage/aiven-s3-source/object-names.ts';

const problems = (config: Readonly<Record<string, string>>): readonly string[] => {
  const errors = validateConfig(aivenS3SourceConfig, config).flatMap((key) => key.errors);
  return errors.length > 0 ? errors : aivenS3Source.validate(config).map(({ message }) => message);
};

const valid = { ...aivenS3Source.example, topics: 'unused' };

test('the example is valid', () => {
  expect(problems(valid)).toEqual([]);
});

test.each([
  [{ 'file.name.template': '(' }, /Unable to compile the regex pattern/],
  [{ 'file.name.template': '{{topic}}', 'distribution.type': 'partition' }, /requires parameter \{\{partition\}\}/],
  [{ 'file.name.template': '.*' }, /Records have no topic/],
  [{ 'aws.s3.bucket.name': '' }, /Neither aws.s3.bucket.name nor aws_s3_bucket/],
  [{ 'aws.access.key.id': 'AKIA' }, /An access key takes both/],
  [{ 'input.format': 'csv' }, /must be one of/],
  [{ 'aws.sts.role.arn': 'arn:aws:iam::1:role/x' }, /needs aws.sts.role.session.name/],
])('%o is refused', (more, message) => {
  expect(problems({ ...valid, ...more })).toEqual([expect.stringMatching(message)]);
});

describe('names of objects say what the documentation says', () => {
  const flat = '{{topic}}-{{partition}}-{{start_offset}}';
  test.each([
    [flat, 'customer-topic-1-1734445664111.txt', 'customer-topic', 1],
    [flat, '22-10-12/customer-topic-1-1734445664111.txt', '22', 10],
    ['{{topic}}/{{partition}}/{{start_offset}}', 'customer-topic/1/1734445664111.txt', 'customer-topic', 1],
    [
      'topic/{{topic}}/partition/{{partition}}/startOffset/{{start_offset}}',
      'topic/customer-topic/partition/1/startOffset/1734445664111.txt',
      'customer-topic',
      1,
    ],
    ['{{topic}}-{{partition}}', 'a-99999999999', 'a', null],
    ['.*', 'anything', null, null],
  ])('%s in %s', (template, key, topic, partition) => {
    expect(parseSourceTemplate(template)(key)).toEqual({ topic, partition });
  });

  test('others are not read', () => {
    expect(parseSourceTemplate(flat)('customer-topic')).toBeNull();
  });
});

test('of the keys that are done the smallest are let go, and all behind them are known', () => {
  const done = createDoneKeys(2);
  for (const key of ['b', 'd']) done.add(key);
  expect(done.floor()).toBeNull();
  done.add('c');
  expect([done.floor(), done.has('b'), done.has('c'), done.has('d')]).toEqual(['b', false, true, true]);
  done.add('b5');
  expect([done.floor(), done.has('c'), done.has('d')]).toEqual(['b5', true, true]);
});

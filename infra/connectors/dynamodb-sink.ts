import { Stack } from 'aws-cdk-lib';
import type { PluginGrants } from './plugin-grants.ts';

const WRITE = ['dynamodb:BatchWriteItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:DescribeTable'];
const CREATE = ['dynamodb:CreateTable', 'dynamodb:UpdateTimeToLive'];

/** The connector's. */
const DEFAULT_REGION = 'us-west-2';

type Declared = Readonly<Record<string, string>>;

/** The tables of the topics that are named; of a pattern's topics nobody knows yet. */
const tablesOf = (config: Declared): readonly string[] =>
  (config.topics ?? '')
    .split(',')
    .map((topic) => topic.trim())
    .filter((topic) => topic !== '')
    .map((topic) => (config['table.name.format'] ?? '${topic}').replaceAll('${topic}', topic));

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

/** The tables that declared connectors write to. For others: `table.grantWriteData(worker.plugin('dynamodb-sink'))`. */
export const grantDynamodbSink: PluginGrants = (fn, declared) => {
  const { partition, account } = Stack.of(fn);
  const arn = (config: Declared) => (table: string) =>
    `arn:${partition}:dynamodb:${config['aws.dynamodb.region'] ?? DEFAULT_REGION}:${account}:table/${table}`;
  const all = unique(declared.flatMap((config) => tablesOf(config).map(arn(config))));
  const created = unique(
    declared
      .filter((config) => config['aws.dynamodb.table.create']?.toLowerCase() !== 'false')
      .flatMap((config) => tablesOf(config).map(arn(config))),
  );
  if (all.length > 0) fn.allow(WRITE, [...all]);
  if (created.length > 0) fn.allow(CREATE, [...created]);
};

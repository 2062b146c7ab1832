import { ArnFormat, Stack } from 'aws-cdk-lib';
import { acknowledgeWildcard } from './acknowledge.ts';
import { authenticationOf, type KafkaProps, secretsOf } from './kafka.ts';
import type { WorkerFunction } from './worker-function.ts';

/** What a function does in Kafka. */
export type KafkaUse = 'produce' | 'consume' | 'administer';

/** https://docs.aws.amazon.com/msk/latest/developerguide/kafka-actions.html */
const CLUSTER_ACTIONS = ['kafka-cluster:Connect', 'kafka-cluster:DescribeCluster'];
const TOPIC_ACTIONS: Readonly<Record<KafkaUse, readonly string[]>> = {
  produce: ['CreateTopic', 'DescribeTopic', 'DescribeTopicDynamicConfiguration', 'ReadData', 'WriteData'],
  consume: ['CreateTopic', 'DescribeTopic', 'DescribeTopicDynamicConfiguration', 'ReadData', 'WriteData'],
  administer: ['CreateTopic', 'DescribeTopic', 'DescribeTopicDynamicConfiguration', 'ReadData'],
};
const GROUP_ACTIONS: Readonly<Record<KafkaUse, readonly string[]>> = {
  produce: ['AlterGroup', 'DescribeGroup'],
  consume: ['AlterGroup', 'DescribeGroup'],
  administer: ['AlterGroup', 'DeleteGroup', 'DescribeGroup'],
};

const prefixed = (actions: readonly string[]): readonly string[] => actions.map((action) => `kafka-cluster:${action}`);

const TOPICS =
  'Topics and groups are named by connectors that do not exist yet; the resource is limited to the one cluster';

/** The ARN of everything of one type in an MSK cluster, `arn:…:kafka:<region>:<account>:<type>/<cluster>/<uuid>/*`. */
const allOf = (fn: WorkerFunction, clusterArn: string, type: string): string => {
  const stack = Stack.of(fn);
  const { resourceName = '', ...rest } = stack.splitArn(clusterArn, ArnFormat.SLASH_RESOURCE_NAME);
  return stack.formatArn({ ...rest, resource: type, resourceName: `${resourceName}/*` });
};

const grantIam = (fn: WorkerFunction, clusterArn: string, use: KafkaUse): void => {
  fn.allow([...CLUSTER_ACTIONS, ...(use === 'produce' ? ['kafka-cluster:WriteDataIdempotently'] : [])], [clusterArn]);
  fn.allow(prefixed(TOPIC_ACTIONS[use]), [allOf(fn, clusterArn, 'topic')]);
  fn.allow(prefixed(GROUP_ACTIONS[use]), [allOf(fn, clusterArn, 'group')]);
  const transactions = allOf(fn, clusterArn, 'transactional-id');
  // Whoever looks after connectors fences off runs that were killed, to learn what became of their transactions.
  const takesPart = use !== 'consume';
  if (takesPart) fn.allow(prefixed(['AlterTransactionalId', 'DescribeTransactionalId']), [transactions]);
  for (const type of ['topic', 'group', ...(takesPart ? ['transactional-id'] : [])])
    acknowledgeWildcard(fn.role, allOf(fn, clusterArn, type), TOPICS);
};

/** Lets a function into the cluster. Pollers come in the name of their sink's function. */
export const grantKafka = (fn: WorkerFunction, kafka: KafkaProps, use: KafkaUse): void => {
  for (const secret of secretsOf(kafka)) secret.grantRead(fn);
  const { clusterArn } = kafka;
  if (clusterArn === undefined) return;
  if (use === 'consume')
    fn.allow(['kafka:DescribeCluster', 'kafka:DescribeClusterV2', 'kafka:GetBootstrapBrokers'], [clusterArn]);
  if (authenticationOf(kafka) === 'IAM') grantIam(fn, clusterArn, use);
};

import type { Deployment, TaskDeployer } from '../../../lib/herder/task-deployment.ts';
import type { Storage } from '../../../lib/storage/storage.ts';
import type { KafkaStub } from './kafka-stub.ts';

/** What the recording's sink had consumed of its topic by the time it was paused. */
const RECORDS_CONSUMED = 6;

const NO_SUCH_FILE =
  "org.apache.kafka.connect.errors.ConnectException: Couldn't find or create file '/no/such/dir/out.txt' for FileStreamSinkTask";

const enabledTasks = (deployment: Deployment): readonly number[] =>
  (deployment.kind === 'source' ? deployment.tasks : deployment.topics)
    .filter(({ enabled }) => enabled)
    .map(({ task }) => task);

/** Stands in for the functions: does to the stores what the tasks of the recording did, without running any. */
export const createDataPlane = (storage: Storage, kafka: KafkaStub, workerId: string): TaskDeployer => {
  const deployed = new Map<string, Deployment>();

  const fail = async ({ connector, generation }: Deployment, task: number): Promise<void> =>
    storage.statuses.putTaskStatus(connector, {
      task,
      state: 'FAILED',
      workerId,
      generation,
      version: '4.3.1',
      trace: NO_SUCH_FILE,
    });

  const run = async (deployment: Deployment): Promise<void> => {
    const { connector } = deployment;
    const config = (await storage.configs.connector(connector))?.config ?? {};
    const topics = deployment.kind === 'sink' ? deployment.topics.map(({ topic }) => topic) : [config.topic ?? ''];
    for (const task of enabledTasks(deployment)) {
      if (config.file?.startsWith('/no/such/dir/')) {
        await fail(deployment, task);
        continue;
      }
      for (const topic of topics) {
        kafka.addTopic(topic);
        await storage.statuses.putTopic(connector, { topic, task, discoverTimestamp: 0 });
      }
    }
  };

  /** A sink commits after every batch. */
  const commit = (deployment: Deployment): void => {
    if (deployment.kind !== 'sink') return;
    for (const { topic, groupId } of deployment.topics.filter(({ enabled }) => enabled))
      if (kafka.committed(groupId).length === 0)
        kafka.commit(groupId, [{ topic, partition: 0, offset: RECORDS_CONSUMED }]);
  };

  return {
    apply: async (deployment) => {
      deployed.set(deployment.connector, deployment);
      await run(deployment);
      commit(deployment);
    },
    remove: async (connector) => {
      deployed.delete(connector);
    },
    deployed: async () => [...deployed.keys()],
  };
};

import { setTimeout as sleep } from 'node:timers/promises';
import { asError, ConnectError, DataError, RetriableError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { SinkTask, SinkTaskContext } from '../../../connect/sink-task.ts';
import type { Clients } from '../client.ts';
import { failureOf } from '../failures.ts';
import type { Namespace } from './namespace-mapper.ts';
import { SinkDocument } from './sink-document.ts';
import { ensureTimeSeries } from './time-series.ts';
import { rawTopicConfig, topicConfig } from './topic-config.ts';
import { createTopicPlan, type TopicPlan } from './topic-plan.ts';
import type { Write } from './write.ts';
import { createWriteBatch, type Refuse } from './write-batch.ts';

/** How long to wait before a batch is written again that could not be in passing. */
const RETRY_BACKOFF_MS = 1000;

interface Group {
  readonly plan: TopicPlan;
  readonly namespace: Namespace;
  readonly writes: Write[];
}

const place = ({ originalTopic, originalKafkaPartition, originalKafkaOffset }: SinkRecord): string =>
  `${originalTopic}-${originalKafkaPartition}@${originalKafkaOffset}`;

const failsTask = (record: SinkRecord, error: DataError): ConnectError =>
  new ConnectError(`Record ${place(record)} cannot be written: ${error.message}`, {
    cause: error,
    className: error.className,
  });

/** `mongo.errors.tolerance` decides where it is set, else whether the runtime tolerates errors. */
const refuseWith =
  ({ errantRecordReporter: reporter, configs, log }: SinkTaskContext): Refuse =>
  async (record, error) => {
    const config = rawTopicConfig(configs, record.topic);
    const tolerance = config['mongo.errors.tolerance']?.toLowerCase() ?? (reporter === null ? 'none' : 'all');
    if (tolerance === 'none') throw failsTask(record, error);
    if (config['mongo.errors.log.enable'] === 'true')
      log.error('Unable to write a record', { record: place(record), cause: error.message });
    if (reporter !== null) return reporter.report(record, error);
    log.warn('A record could not be written and is passed over, since mongo.errors.tolerance says so', {
      record: place(record),
      cause: error.message,
    });
  };

const chunked = (writes: readonly Write[], size: number): readonly (readonly Write[])[] => {
  if (size === 0 || writes.length <= size) return [writes];
  return Array.from({ length: Math.ceil(writes.length / size) }, (_, index) =>
    writes.slice(index * size, (index + 1) * size),
  );
};

/** Follows `com.mongodb.kafka.connect.sink.StartedMongoSinkTask`. */
export const createMongoSinkTask = (clients: Clients, context: SinkTaskContext): SinkTask => {
  const plans = new Map<string, TopicPlan>();
  const checked = new Set<string>();
  const bulkWrites = new Map<TopicPlan, number>();
  const writeBatch = createWriteBatch(clients.get);
  const refuse = refuseWith(context);

  const planOf = (topic: string): TopicPlan => {
    const known = plans.get(topic);
    if (known !== undefined) return known;
    const made = createTopicPlan(topicConfig(context.configs, topic), topic, Date.now);
    plans.set(topic, made);
    return made;
  };

  /** Adds a record's write to those of its topic and namespace; the order within them is kept. */
  const addTo = (groups: Map<TopicPlan, Map<Namespace, Group>>, record: SinkRecord): void => {
    const plan = planOf(record.topic);
    const document = new SinkDocument(record);
    const namespace = plan.namespaceOf(document);
    const model = plan.modelOf(document);
    if (model === null) return;
    const ofPlan = groups.get(plan) ?? new Map<Namespace, Group>();
    if (ofPlan.size === 0) groups.set(plan, ofPlan);
    const group = ofPlan.get(namespace) ?? { plan, namespace, writes: [] };
    if (group.writes.length === 0) ofPlan.set(namespace, group);
    group.writes.push({ record, model });
  };

  const groupsOf = async (records: readonly SinkRecord[]): Promise<readonly Group[]> => {
    const groups = new Map<TopicPlan, Map<Namespace, Group>>();
    for (const record of records) {
      try {
        addTo(groups, record);
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        await refuse(record, error);
      }
    }
    return [...groups.values()].flatMap((ofPlan) => [...ofPlan.values()]);
  };

  const prepare = async ({ plan, namespace }: Group): Promise<void> => {
    if (plan.config['timeseries.timefield'].trim() === '' || checked.has(namespace.name)) return;
    await ensureTimeSeries(clients.get(), namespace, plan.config);
    checked.add(namespace.name);
  };

  const limitRate = async (plan: TopicPlan): Promise<void> => {
    const [every, pauseMs] = [plan.config['rate.limiting.every.n'], plan.config['rate.limiting.timeout']];
    if (every === 0 || pauseMs === 0) return;
    const count = (bulkWrites.get(plan) ?? 0) + 1;
    bulkWrites.set(plan, count % every);
    if (count === every) await sleep(pauseMs);
  };

  const writeGroup = async (group: Group): Promise<void> => {
    const { plan, namespace } = group;
    await prepare(group);
    for (const writes of chunked(group.writes, plan.config['max.batch.size'])) {
      await writeBatch({ namespace, ordered: plan.config['bulk.write.ordered'], writes }, refuse);
      await limitRate(plan);
    }
  };

  return {
    put: async (records) => {
      try {
        for (const group of await groupsOf(records)) await writeGroup(group);
      } catch (error) {
        const failure = failureOf(error);
        if (failure instanceof RetriableError) {
          await clients.discard();
          context.timeout(RETRY_BACKOFF_MS);
          context.log.warn('MongoDB could not take a batch, which is written again', { cause: asError(error).message });
        }
        throw failure;
      }
    },
    stop: clients.discard,
  };
};

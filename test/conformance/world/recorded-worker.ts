import type { Hono } from 'hono';
import type { ConnectorPlugin } from '../../../lib/config/define-connector.ts';
import { fileStreamSink } from '../../../lib/connectors/file-stream/sink/connector.ts';
import { fileStreamSource } from '../../../lib/connectors/file-stream/source/connector.ts';
import { converters, headerConverters } from '../../../lib/converters/catalogue.ts';
import { createHerder } from '../../../lib/herder/create-herder.ts';
import { loadedPlugins } from '../../../lib/herder/plugins/plugin-catalogue.ts';
import { createReconciler } from '../../../lib/herder/reconciler/create-reconciler.ts';
import { predicates } from '../../../lib/predicates/catalogue.ts';
import { createRestApp } from '../../../lib/rest/create-rest-app.ts';
import { createLoggers, type Loggers } from '../../../lib/rest/loggers.ts';
import type { RestOptions } from '../../../lib/rest/rest-options.ts';
import { parseWorkerConfig } from '../../../lib/runtime/worker-config.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { transformations } from '../../../lib/transforms/catalogue.ts';
import { silent } from '../../unit/herder/silent.ts';
import type { ReplayedWorker } from '../replay.ts';
import { createDataPlane } from './data-plane.ts';
import { createKafkaStub } from './kafka-stub.ts';

/** The worker of the recordings, so that little is left to normalise. */
const WORKER_ID = '127.0.0.1:8083';
const ORIGIN = `http://${WORKER_ID}`;

export const LEFT = { topic: 'g.standalone.src-a', partition: 0, offset: 12 } as const;

const STRING_CONVERTER = 'org.apache.kafka.connect.storage.StringConverter';

const FILE_STREAM_LOGGERS = ['SinkConnector', 'SinkTask', 'SourceConnector', 'SourceTask'].map(
  (name) => `org.apache.kafka.connect.file.FileStream${name}`,
);

/** Loggers as the worker of the recording had them, of the names that the recording asks for. */
export const recordedLoggers = (): Loggers =>
  createLoggers({ now: () => Date.now(), names: ['org.apache.kafka.connect.file', ...FILE_STREAM_LOGGERS] });

/** @param options.worker the worker's configuration, beyond its converters. */
export const createRecordedWorker = async (options: {
  readonly worker?: Readonly<Record<string, string>>;
  readonly rest?: Partial<RestOptions>;
  /** @default those of the recorded worker */
  readonly connectors?: readonly ConnectorPlugin[];
}): Promise<ReplayedWorker & { readonly app: Hono }> => {
  const storage = createMemoryStorage();
  const kafka = createKafkaStub();
  // An earlier worker, of another cluster's recording, had a sink of that name.
  kafka.addTopic(LEFT.topic);
  kafka.commit('connect-snk-a', [LEFT]);
  const plugins = loadedPlugins({
    connectors: options.connectors ?? [fileStreamSink, fileStreamSource],
    converters,
    headerConverters,
    // The worker of the recordings had Kafka's own transformations only.
    transformations: transformations.filter(({ className }) => className.startsWith('org.apache.kafka.')),
    predicates,
  });
  const worker = parseWorkerConfig({
    'bootstrap.servers': 'localhost:9092',
    'key.converter': STRING_CONVERTER,
    'value.converter': STRING_CONVERTER,
    ...options.worker,
  });
  const now = () => Date.now();
  const changed = new Set<string>();
  await storage.configs.subscribe(({ connector }) => void changed.add(connector));
  const shared = {
    storage,
    plugins,
    admin: kafka.admin,
    workerId: WORKER_ID,
    worker,
    now,
    settleTransactions: async () => true,
  };
  const herder = createHerder({ ...shared, requestReconciliation: async (name) => void changed.add(name) });
  const deployer = createDataPlane(storage, kafka, WORKER_ID);
  const reconciler = createReconciler({ ...shared, deployer, log: silent });
  const app = createRestApp(herder, {
    version: '4.3.1',
    commit: '26b251a451ce941d',
    clusterId: async () => 'labClusterIdAAAAAAAAAA',
    ...options.rest,
  });
  return {
    app,
    send: async (path, init) => app.request(new Request(`${ORIGIN}${path}`, init)),
    settle: async () => {
      for (const name of changed) {
        changed.delete(name);
        await reconciler.reconcile(name);
      }
    },
  };
};

import { createHerder } from '../../../lib/herder/create-herder.ts';
import type { Herder } from '../../../lib/herder/herder.ts';
import { loadedPlugins } from '../../../lib/herder/plugins/plugin-catalogue.ts';
import { createReconciler, type Reconciler } from '../../../lib/herder/reconciler/create-reconciler.ts';
import { parseWorkerConfig, type WorkerConfig } from '../../../lib/runtime/worker-config.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import type { Storage } from '../../../lib/storage/storage.ts';
import { createKafkaStub, type KafkaStub } from '../../conformance/world/kafka-stub.ts';
import { createRecordingDeployer, type RecordingDeployer } from './recording-deployer.ts';
import { samplePlugins } from './sample-plugins.ts';
import { silent } from './silent.ts';

export interface GivenWorker {
  readonly storage: Storage;
  readonly kafka: KafkaStub;
  readonly deployer: RecordingDeployer;
  readonly herder: Herder;
  readonly reconciler: Reconciler;
}

const JSON_CONVERTER = 'org.apache.kafka.connect.json.JsonConverter';

export const givenWorkerConfig = (settings: Readonly<Record<string, string>> = {}): WorkerConfig =>
  parseWorkerConfig({
    'bootstrap.servers': 'localhost:9092',
    'key.converter': JSON_CONVERTER,
    'value.converter': JSON_CONVERTER,
    ...settings,
  });

/** A herder and a reconciler over one storage in memory; the clock says 1000 until it is told otherwise. */
export const givenWorker = (
  options: { readonly storage?: Storage; readonly worker?: Readonly<Record<string, string>> } = {},
): GivenWorker => {
  const storage = options.storage ?? createMemoryStorage();
  const kafka = createKafkaStub();
  const deployer = createRecordingDeployer();
  const worker = givenWorkerConfig(options.worker);
  const shared = {
    storage,
    plugins: loadedPlugins(samplePlugins),
    admin: kafka.admin,
    workerId: 'w1',
    worker,
    now: () => 1000,
    settleTransactions: async () => true,
  };
  const reconciler = createReconciler({ ...shared, deployer, log: silent });
  const herder = createHerder({ ...shared, requestReconciliation: (connector) => reconciler.reconcile(connector) });
  return { storage, kafka, deployer, herder, reconciler };
};

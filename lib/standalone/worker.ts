import type { ResolvedConfig } from '../config/references.ts';
import { createConfigProviders } from '../config-providers/create-config-providers.ts';
import { directoryConfigProvider } from '../config-providers/directory.ts';
import { envConfigProvider } from '../config-providers/env.ts';
import { fileConfigProvider } from '../config-providers/file.ts';
import { resolveConfig } from '../config-providers/resolve-config.ts';
import type { RawConfig } from '../connect/connector.ts';
import { asError } from '../connect/errors.ts';

import { connectors } from '../connectors/catalogue.ts';
import { converters, headerConverters } from '../converters/catalogue.ts';
import { createHerder } from '../herder/create-herder.ts';
import type { Herder } from '../herder/herder.ts';
import { loadedPlugins, type PluginCatalogue } from '../herder/plugins/plugin-catalogue.ts';
import { createReconciler } from '../herder/reconciler/create-reconciler.ts';
import { createKafkaJs } from '../kafka/kafkajs/create-kafkajs.ts';
import { createLazyAdmin } from '../kafka/lazy-admin.ts';
import type { LoggerTree } from '../observability/logger-tree.ts';
import { predicates } from '../predicates/catalogue.ts';
import { COMMIT } from '../rest/commit.ts';
import { createLoggers } from '../rest/loggers.ts';
import { clientSettings } from '../runtime/client-settings.ts';
import { systemClock } from '../runtime/clock.ts';
import { createTransactionSettler } from '../runtime/exactly-once/transaction-settler.ts';
import { startHeartbeat } from '../runtime/heartbeat.ts';
import { createSinkHost } from '../runtime/sink/sink-host.ts';
import { KAFKA_CONNECT_VERSION } from '../runtime/version.ts';
import { parseWorkerConfig } from '../runtime/worker-config.ts';
import { transformations } from '../transforms/catalogue.ts';
import { createInvocationContext } from './local-context.ts';
import { createLocalDeployer } from './local-deployer.ts';
import { createLocalFunctions } from './local-functions.ts';
import { startLocalSink } from './local-sink.ts';
import { startLocalSource } from './local-source.ts';
import { applyLogLevel } from './log-levels.ts';
import { LOGGERS } from './logger-names.ts';
import { openStorage } from './open-storage.ts';
import { createReconcileQueue } from './reconcile-queue.ts';
import { advertised, restBindings } from './rest-bindings.ts';
import { parseRestConfig } from './rest-config.ts';
import { startRestServer } from './rest-server.ts';
import { serverOptions, tlsOptions } from './rest-settings.ts';
import { startSinkTicks } from './sink-ticks.ts';
import { parseStandaloneConfig } from './standalone-config.ts';
import { taskPlugins } from './task-plugins.ts';
import { createWorkerMetrics } from './worker-metrics.ts';

const plugins: PluginCatalogue = { connectors, converters, headerConverters, transformations, predicates };

/** The cloud's secret stores are the functions' to read; here secrets are in the environment and in files. */
const PROVIDERS = [envConfigProvider(process.env), fileConfigProvider, directoryConfigProvider];

/** A run in this process stays for as long as an invocation may last: waiting for data costs nothing here. */
const IDLE_TIMEOUT_MS = Number.POSITIVE_INFINITY;
const LEASE_TTL_MS = 10_000;
const HEARTBEAT_MS = 500;
/** How often a sink is asked whether the clock closes files. */
const SINK_TICK_MS = 1000;
const CONFIG_REFRESH_MS = 500;

/** The whole worker in one process. */
export interface StandaloneWorker {
  readonly herder: Herder;
  /** Address of the REST API, as others reach it. */
  readonly url: string;
  /** Stops tasks, stores their last offsets and closes everything. */
  stop(): Promise<void>;
}

/** Loggers whose levels can be asked for before any is set. */
const loggerNames = [
  ...Object.values(LOGGERS),
  ...plugins.connectors.flatMap(({ className, taskClass }) => [className, taskClass]),
];

/**
 * Starts a worker: storage, reconciler, tasks and REST API, in that order.
 *
 * @throws ConfigError when the configuration is wrong; the listener's error when its address is taken.
 */
export const startStandaloneWorker = async (written: RawConfig, loggers: LoggerTree): Promise<StandaloneWorker> => {
  const log = loggers.logger(LOGGERS.runtime);
  const configProviders = createConfigProviders(PROVIDERS, written);
  const raw = (await resolveConfig(written, configProviders)).config;
  const worker = parseWorkerConfig(raw);
  await Promise.all(transformations.map(({ load }) => load()));
  const config = parseStandaloneConfig(raw);
  const restConfig = parseRestConfig(raw);
  const { workerId, url } = advertised(restConfig);
  const guards = await serverOptions(restConfig);
  const storage = await openStorage(config, loggers.logger(LOGGERS.storage));
  const clock = systemClock;
  const kafka = createKafkaJs({ log: loggers.logger(LOGGERS.kafka) });
  const admin = createLazyAdmin(() => kafka.admin(clientSettings('admin', raw)));
  const stopping = new AbortController();

  const resolve = (config: RawConfig): Promise<ResolvedConfig> => resolveConfig(config, configProviders);
  const metrics = createWorkerMetrics(worker, clock);
  const { meters } = metrics;
  const shared = {
    storage,
    kafka,
    plugins,
    worker,
    resolveConfig: resolve,
    workerId,
    clock,
    log: loggers.logger(LOGGERS.tasks),
    loggerOf: loggers.logger,
    meters,
  };
  const runtime = { ...shared, idleTimeoutMs: IDLE_TIMEOUT_MS, leaseTtlMs: LEASE_TTL_MS, heartbeatMs: HEARTBEAT_MS };
  const host = createSinkHost({ ...shared, configRefreshMs: CONFIG_REFRESH_MS });
  const functions = createLocalFunctions({ runtime, host, plugins, tasks: taskPlugins, signal: stopping.signal });
  const deployer = createLocalDeployer({
    startSource: startLocalSource({ functions, clock, log: shared.log, tickMs: config['scheduled.tick.interval.ms'] }),
    startSink: startLocalSink({
      functions,
      kafka,
      storage,
      worker: raw,
      resolveConfig: resolve,
      clock,
      log: shared.log,
    }),
    startTicks: (connector, plugin) =>
      startSinkTicks({
        invoke: () => functions.invokeSink(plugin, [], createInvocationContext(plugin, connector, clock)),
        intervalMs: SINK_TICK_MS,
        clock,
        log: shared.log,
      }),
  });
  const now = clock.now;
  const reconcilerLog = loggers.logger(LOGGERS.reconciler);
  const settleTransactions = createTransactionSettler({
    ...shared,
    kafka: async () => kafka,
    worker: async () => worker,
  });
  const control = { storage, plugins: loadedPlugins(plugins), admin, settleTransactions, worker, workerId, now };
  const reconciler = createReconciler({ ...control, deployer, log: reconcilerLog });
  const queue = createReconcileQueue(reconciler.reconcile, { clock, log: reconcilerLog });
  const requestReconciliation = async (connector: string): Promise<void> => queue.add(connector);
  const herder = createHerder({ ...control, requestReconciliation });
  let isStarted = false;
  const bindings = restBindings(herder, restConfig, {
    ...guards,
    version: KAFKA_CONNECT_VERSION,
    commit: COMMIT,
    clusterId: () => admin.clusterId(),
    isReady: () => isStarted,
    advertisedUrl: url,
    metrics: () => metrics.text(herder),
    loggers: createLoggers({ now, names: loggerNames, onChange: applyLogLevel(loggers) }),
    onError: (error) => loggers.logger(LOGGERS.rest).error('REST request failed', { cause: asError(error).stack }),
  });

  // Single-process ownership: what an earlier life of this worker held is free, whether or not it ended in order.
  await storage.statuses.releaseLeasesOf(workerId);
  const onChange = ({ connector }: { readonly connector: string }): void => queue.add(connector);
  const unsubscribe = await Promise.all([storage.configs.subscribe(onChange), storage.statuses.subscribe(onChange)]);
  const reconcileAll = async (): Promise<void> => {
    await reconciler
      .reconcileAll()
      .catch((error) => log.warn('reconciliation failed', { cause: asError(error).message }));
  };
  const stopTimer = startHeartbeat(clock, config['reconcile.interval.ms'], reconcileAll);
  const closeAll = async (): Promise<void> => {
    for (const end of unsubscribe) end();
    stopping.abort();
    await Promise.all([stopTimer(), queue.close()]);
    await deployer.close();
    await host.close();
    await admin.close().catch(() => undefined);
    await storage.close();
  };
  let stopRest: () => Promise<void>;
  try {
    const isSecure = bindings.some(({ listener }) => listener.scheme === 'https');
    stopRest = await startRestServer(bindings, isSecure ? await tlsOptions(restConfig) : {});
  } catch (error) {
    await closeAll();
    throw error;
  }
  await reconcileAll();
  isStarted = true;
  log.info('Kafka Connect standalone worker started', { url });
  return {
    herder,
    url,
    stop: async () => {
      await stopRest();
      await closeAll();
    },
  };
};

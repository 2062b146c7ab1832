import type { Deployment, SinkDeployment, SourceDeployment, TaskDeployer } from '../herder/task-deployment.ts';

/** Something that runs until it is stopped. */
interface Running {
  stop(): Promise<void>;
}

interface LocalSource extends Running {
  /** The configuration changed: look at it now. */
  wake(): void;
}

/** What one topic of a sink is delivered with; a change of it is a new mapping. */
type SinkMapping = SinkDeployment['topics'][number] & Pick<SinkDeployment, 'settings'>;

export interface LocalDeployerOptions {
  startSource(connector: string, plugin: string, task: number): LocalSource;
  startSink(connector: string, plugin: string, mapping: SinkMapping): Promise<Running>;
  /** Has a sink invoked without records, again and again. @default it is not */
  startTicks?(connector: string, plugin: string): Running;
}

interface LocalConnector {
  readonly sources: Map<number, LocalSource>;
  readonly sinks: Map<string, { readonly mapping: string; readonly running: Running }>;
  ticks: Running | undefined;
}

/** Runs tasks in this process: a loop for every source task, a poller for every topic of a sink. */
export interface LocalDeployer extends TaskDeployer {
  /** Stops everything and takes no more. */
  close(): Promise<void>;
}

export const createLocalDeployer = ({ startSource, startSink, startTicks }: LocalDeployerOptions): LocalDeployer => {
  const connectors = new Map<string, LocalConnector>();
  /** One change of a connector at a time: two could start the same task twice. */
  const turns = new Map<string, Promise<void>>();
  let closed = false;

  const inTurn = (connector: string, work: () => Promise<void>): Promise<void> => {
    const turn = (turns.get(connector) ?? Promise.resolve()).catch(() => undefined).then(work);
    turns.set(connector, turn);
    return turn;
  };

  const applySource = async (local: LocalConnector, { connector, plugin, tasks }: SourceDeployment): Promise<void> => {
    const wanted = new Set(tasks.filter(({ enabled }) => enabled).map(({ task }) => task));
    for (const [task, running] of local.sources) {
      if (wanted.has(task)) continue;
      local.sources.delete(task);
      await running.stop();
    }
    for (const task of wanted)
      if (!local.sources.has(task)) local.sources.set(task, startSource(connector, plugin, task));
  };

  const applyTicks = async (local: LocalConnector, sink: SinkDeployment, isRunning: boolean): Promise<void> => {
    const ticks = isRunning && sink.ticks === true;
    if (ticks) local.ticks ??= startTicks?.(sink.connector, sink.plugin);
    else {
      await local.ticks?.stop();
      local.ticks = undefined;
    }
  };

  const applySink = async (local: LocalConnector, deployment: SinkDeployment): Promise<void> => {
    const { connector, plugin, topics, settings } = deployment;
    const wanted = new Map(
      topics.filter(({ enabled }) => enabled).map((topic) => [topic.topic, { ...topic, settings }] as const),
    );
    for (const [topic, { mapping, running }] of local.sinks) {
      const next = wanted.get(topic);
      if (next !== undefined && JSON.stringify(next) === mapping) continue;
      local.sinks.delete(topic);
      await running.stop();
    }
    for (const [topic, mapping] of wanted) {
      if (local.sinks.has(topic)) continue;
      const running = await startSink(connector, plugin, mapping);
      local.sinks.set(topic, { mapping: JSON.stringify(mapping), running });
    }
    await applyTicks(local, deployment, wanted.size > 0);
  };

  const apply = async (deployment: Deployment): Promise<void> => {
    if (closed) return;
    const local = connectors.get(deployment.connector) ?? { sources: new Map(), sinks: new Map(), ticks: undefined };
    connectors.set(deployment.connector, local);
    if (deployment.kind === 'source') await applySource(local, deployment);
    else await applySink(local, deployment);
    for (const source of local.sources.values()) source.wake();
  };

  const remove = async (connector: string): Promise<void> => {
    const local = connectors.get(connector);
    connectors.delete(connector);
    if (local === undefined) return;
    const sinks = [...local.sinks.values()].map(({ running }) => running);
    const ticks = local.ticks === undefined ? [] : [local.ticks];
    await Promise.all([...local.sources.values(), ...sinks, ...ticks].map((running) => running.stop()));
  };

  return {
    apply: (deployment) => inTurn(deployment.connector, () => apply(deployment)),
    remove: (connector) => inTurn(connector, () => remove(connector)),
    deployed: async () => [...connectors.keys()],
    close: async () => {
      closed = true;
      await Promise.all([...connectors.keys()].map((connector) => inTurn(connector, () => remove(connector))));
    },
  };
};

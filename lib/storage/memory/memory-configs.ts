import { byName } from '../by-name.ts';
import { createChangeEmitter } from '../change-emitter.ts';
import { type ConfigBackingStore, ConflictError, type ConnectorState } from '../config-backing-store.ts';
import { withRestart } from '../task-restart.ts';

const nothing = { config: undefined, configVersion: 0, targetState: 'STARTED', tasks: undefined } as const;

export const createMemoryConfigs = (): ConfigBackingStore => {
  const connectors = new Map<string, ConnectorState>();
  const changes = createChangeEmitter();
  const read = (name: string): ConnectorState => connectors.get(name) ?? { name, ...nothing };
  const write = (name: string, change: Partial<ConnectorState>): void => {
    const state = structuredClone({ ...read(name), ...change });
    if (state.config === undefined && state.tasks === undefined) connectors.delete(name);
    else connectors.set(name, state);
    changes.emit(name);
  };
  return {
    connectors: async () => [...connectors.values()].sort(byName),
    connector: async (name) => connectors.get(name),
    putConnectorConfig: async (name, config, { expectedVersion, ...options }) => {
      const { configVersion } = read(name);
      if (configVersion !== expectedVersion) throw new ConflictError(`Connector ${name} was changed in between`);
      write(name, { config, configVersion: configVersion + 1, ...options });
    },
    removeConnectorConfig: async (name) => write(name, { ...nothing, tasks: read(name).tasks }),
    putTargetState: async (name, targetState) => {
      if (read(name).config !== undefined) write(name, { targetState });
    },
    putTaskConfigs: async (name, tasks, expectedGeneration) => {
      if ((read(name).tasks?.generation ?? 0) !== expectedGeneration)
        throw new ConflictError(`The task configurations of connector ${name} were changed in between`);
      write(name, { tasks });
    },
    putRestart: async (name, task, generation) => {
      const { tasks } = read(name);
      if (tasks?.generation === generation) write(name, { tasks: withRestart(tasks, task) });
    },
    removeTaskConfigs: async (name) => write(name, { tasks: undefined }),
    subscribe: async (listener) => changes.subscribe(listener),
  };
};

import { byName } from '../by-name.ts';
import { createChangeEmitter } from '../change-emitter.ts';
import type { ConnectorStatus, StatusStore, TaskStatus } from '../status-backing-store.ts';

export const createMemoryStatuses = (removeTopics: (connector: string) => void): StatusStore => {
  const connectors = new Map<string, ConnectorStatus>();
  const changes = createChangeEmitter();
  const read = (name: string): ConnectorStatus => connectors.get(name) ?? { name, connector: undefined, tasks: [] };
  const write = (name: string, change: Partial<ConnectorStatus>): void => {
    const status = { ...read(name), ...change };
    if (status.connector === undefined && status.tasks.length === 0) connectors.delete(name);
    else connectors.set(name, structuredClone(status));
    changes.emit(name);
  };
  const writeTask = (name: string, status: TaskStatus): void => {
    const others = read(name).tasks.filter(({ task }) => task !== status.task);
    write(name, { tasks: [...others, status].sort((a, b) => a.task - b.task) });
  };
  return {
    statuses: async () => [...connectors.values()].sort(byName),
    status: async (connector) => read(connector),
    putConnectorStatus: async (connector, status) => write(connector, { connector: status }),
    putTaskStatus: async (connector, status) => writeTask(connector, status),
    putTaskStatusSafe: async (connector, status) => {
      const stored = read(connector).tasks.find(({ task }) => task === status.task);
      if (stored === undefined || stored.generation <= status.generation) writeTask(connector, status);
    },
    removeTaskStatuses: async (connector, from) =>
      write(connector, { tasks: read(connector).tasks.filter(({ task }) => task < from) }),
    removeConnector: async (connector) => {
      removeTopics(connector);
      write(connector, { connector: undefined, tasks: [] });
    },
    subscribe: async (listener) => changes.subscribe(listener),
  };
};

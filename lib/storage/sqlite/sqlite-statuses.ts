import * as v from 'valibot';
import { byName } from '../by-name.ts';
import { createChangeEmitter } from '../change-emitter.ts';
import type { ConnectorStatus, StatusStore, TaskStatus } from '../status-backing-store.ts';
import { statusSchema } from '../stored-schemas.ts';
import { json } from './json-column.ts';
import type { Database } from './open-database.ts';

const nameRow = v.object({ name: v.string() });
const connectorRow = v.object({ status: json(statusSchema) });
const taskRow = v.object({ task: v.number(), status: json(statusSchema) });

const names = 'SELECT connector AS name FROM connector_statuses UNION SELECT connector FROM task_statuses';
const putTask = `
  INSERT INTO task_statuses VALUES (?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET generation = excluded.generation, status = excluded.status`;

export const createSqliteStatuses = (database: Database): StatusStore => {
  const changes = createChangeEmitter();
  const read = (name: string): ConnectorStatus => {
    const statuses = 'SELECT task, status FROM task_statuses WHERE connector = ? ORDER BY task';
    return {
      name,
      connector: database.row(connectorRow, 'SELECT status FROM connector_statuses WHERE connector = ?', name)?.status,
      tasks: database.rows(taskRow, statuses, name).map(({ task, status }) => ({ task, ...status })),
    };
  };
  const write = (connector: string, sql: string, ...parameters: ReadonlyArray<string | number>): void => {
    database.run(sql, connector, ...parameters);
    changes.emit(connector);
  };
  const writeTask = (connector: string, sql: string, { task, ...status }: TaskStatus): void =>
    write(connector, sql, task, status.generation, JSON.stringify(status));
  return {
    statuses: async () =>
      database.atomically(() =>
        database
          .rows(nameRow, names)
          .map(({ name }) => read(name))
          .sort(byName),
      ),
    status: async (connector) => read(connector),
    putConnectorStatus: async (connector, status) =>
      write(connector, 'REPLACE INTO connector_statuses VALUES (?, ?)', JSON.stringify(status)),
    putTaskStatus: async (connector, status) => writeTask(connector, putTask, status),
    putTaskStatusSafe: async (connector, status) =>
      writeTask(connector, `${putTask} WHERE excluded.generation >= generation`, status),
    removeTaskStatuses: async (connector, from) =>
      write(connector, 'DELETE FROM task_statuses WHERE connector = ? AND task >= ?', from),
    removeConnector: async (connector) =>
      database.atomically(() => {
        for (const table of ['connector_statuses', 'task_statuses', 'topics'])
          write(connector, `DELETE FROM ${table} WHERE connector = ?`);
      }),
    subscribe: async (listener) => changes.subscribe(listener),
  };
};

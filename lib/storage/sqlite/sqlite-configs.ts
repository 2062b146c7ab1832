import * as v from 'valibot';
import { byName } from '../by-name.ts';
import { createChangeEmitter } from '../change-emitter.ts';
import { type ConfigBackingStore, ConflictError, type ConnectorState } from '../config-backing-store.ts';
import { rawConfigSchema, targetStateSchema, taskConfigsSchema } from '../stored-schemas.ts';
import { withRestart } from '../task-restart.ts';
import { json } from './json-column.ts';
import type { Database } from './open-database.ts';

const stateRow = v.object({
  name: v.string(),
  config: v.nullable(json(rawConfigSchema)),
  version: v.nullable(v.number()),
  target_state: v.nullable(targetStateSchema),
  tasks: v.nullable(json(taskConfigsSchema)),
});

const states = `
  SELECT name, config, version, target_state, tasks
  FROM (SELECT name FROM connectors UNION SELECT connector FROM task_configs)
  LEFT JOIN connectors USING (name) LEFT JOIN task_configs ON connector = name`;

const connectorState = (row: v.InferOutput<typeof stateRow>): ConnectorState => ({
  name: row.name,
  config: row.config ?? undefined,
  configVersion: row.version ?? 0,
  targetState: row.target_state ?? 'STARTED',
  tasks: row.tasks ?? undefined,
});

export const createSqliteConfigs = (database: Database): ConfigBackingStore => {
  const changes = createChangeEmitter();
  const read = (name: string): ConnectorState | undefined => {
    const row = database.row(stateRow, `${states} WHERE name = ?`, name);
    return row && connectorState(row);
  };
  const write = (name: string, sql: string, ...parameters: ReadonlyArray<string | number>): void => {
    database.run(sql, ...parameters);
    changes.emit(name);
  };
  const writeTasks = (name: string, tasks: NonNullable<ConnectorState['tasks']>): void =>
    write(name, 'REPLACE INTO task_configs VALUES (?, ?, ?)', name, tasks.generation, JSON.stringify(tasks));
  return {
    connectors: async () => database.rows(stateRow, states).map(connectorState).sort(byName),
    connector: async (name) => read(name),
    putConnectorConfig: async (name, config, { expectedVersion, targetState }) =>
      database.atomically(() => {
        const stored = read(name);
        if ((stored?.configVersion ?? 0) !== expectedVersion)
          throw new ConflictError(`Connector ${name} was changed in between`);
        const state = targetState ?? stored?.targetState ?? 'STARTED';
        const row = [name, JSON.stringify(config), expectedVersion + 1, state];
        write(name, 'REPLACE INTO connectors VALUES (?, ?, ?, ?)', ...row);
      }),
    removeConnectorConfig: async (name) => write(name, 'DELETE FROM connectors WHERE name = ?', name),
    putTargetState: async (name, state) =>
      write(name, 'UPDATE connectors SET target_state = ? WHERE name = ?', state, name),
    putTaskConfigs: async (name, tasks, expectedGeneration) =>
      database.atomically(() => {
        if ((read(name)?.tasks?.generation ?? 0) !== expectedGeneration)
          throw new ConflictError(`The task configurations of connector ${name} were changed in between`);
        writeTasks(name, tasks);
      }),
    putRestart: async (name, task, generation) =>
      database.atomically(() => {
        const tasks = read(name)?.tasks;
        if (tasks?.generation === generation) writeTasks(name, withRestart(tasks, task));
      }),
    removeTaskConfigs: async (name) => write(name, 'DELETE FROM task_configs WHERE connector = ?', name),
    subscribe: async (listener) => changes.subscribe(listener),
  };
};

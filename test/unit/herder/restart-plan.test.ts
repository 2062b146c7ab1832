import { expect, test } from 'vitest';
import { restartPlan } from '../../../lib/herder/connectors/restart-plan.ts';
import type { ConnectorStateInfo } from '../../../lib/herder/entities.ts';

const workerId = 'w';
const current: ConnectorStateInfo = {
  name: 's',
  type: 'source',
  connector: { state: 'RUNNING', workerId },
  tasks: [
    { task: 0, state: 'RUNNING', workerId },
    { task: 1, state: 'FAILED', workerId, trace: 'boom' },
  ],
};

test.each([
  { includeTasks: false, onlyFailed: false, connector: 'RESTARTING', tasks: ['RUNNING', 'FAILED'], due: [] },
  { includeTasks: true, onlyFailed: false, connector: 'RESTARTING', tasks: ['RESTARTING', 'RESTARTING'], due: [0, 1] },
  { includeTasks: true, onlyFailed: true, connector: 'RUNNING', tasks: ['RUNNING', 'RESTARTING'], due: [1] },
  { includeTasks: false, onlyFailed: true, connector: 'RUNNING', tasks: ['RUNNING', 'FAILED'], due: [] },
])('includeTasks=$includeTasks onlyFailed=$onlyFailed', ({ connector, tasks, due, ...request }) => {
  const plan = restartPlan(current, request);
  expect(plan.stateInfo.connector.state).toBe(connector);
  expect(plan.stateInfo.tasks.map(({ state }) => state)).toEqual(tasks);
  expect(plan.restartTasks).toEqual(due);
  expect(plan.restartConnector).toBe(connector === 'RESTARTING');
});

test('a connector that FAILED restarts with onlyFailed, and the trace stays to be seen', () => {
  const plan = restartPlan(
    { ...current, connector: { state: 'FAILED', workerId, trace: 'why' } },
    { includeTasks: false, onlyFailed: true },
  );
  expect(plan.stateInfo.connector).toEqual({ state: 'RESTARTING', workerId, trace: 'why' });
});

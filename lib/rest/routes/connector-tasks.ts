import type { Herder } from '../../herder/herder.ts';
import { param } from '../http/request.ts';
import type { Route } from '../http/route.ts';
import { taskInfoJson, taskStatusJson } from '../wire/connectors.ts';

/** The tasks of a connector. A path whose task is not a number is no path. */
export const connectorTaskRoutes = (herder: Herder): readonly Route[] => [
  {
    path: '/connectors/:connector/tasks',
    methods: {
      GET: {
        id: 'getConnectorTasks',
        summary: 'List the tasks of a connector and their configurations',
        answers: { 200: 'TaskInfos' },
        handle: async (c) => {
          const name = param(c, 'connector');
          return c.json((await herder.taskConfigs(name)).map((task) => taskInfoJson(name, task)));
        },
      },
    },
  },
  {
    path: '/connectors/:connector/tasks/:task{-?[0-9]+}/status',
    methods: {
      GET: {
        id: 'getTaskStatus',
        summary: 'Get the status of a task',
        answers: { 200: 'TaskState' },
        handle: async (c) =>
          c.json(taskStatusJson(await herder.taskStatus(param(c, 'connector'), Number(param(c, 'task'))))),
      },
    },
  },
  {
    path: '/connectors/:connector/tasks/:task{-?[0-9]+}/restart',
    methods: {
      POST: {
        id: 'restartTask',
        summary: 'Restart a task',
        answers: { 204: null },
        handle: async (c) => {
          await herder.restartTask(param(c, 'connector'), Number(param(c, 'task')));
          return c.body(null, 204);
        },
      },
    },
  },
];

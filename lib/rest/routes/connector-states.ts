import type { Herder } from '../../herder/herder.ts';
import { flag, param } from '../http/request.ts';
import type { Handler, Operation, Route } from '../http/route.ts';
import { connectorStatusJson } from '../wire/connectors.ts';

/** The state of a connector: seen, wanted, and made anew. */
export const connectorStateRoutes = (herder: Herder): readonly Route[] => {
  const want = (
    change: (connector: string) => Promise<void>,
    { status, ...about }: { readonly id: string; readonly summary: string; readonly status: 202 | 204 },
  ): Operation => ({
    ...about,
    answers: { [status]: null },
    handle: async (c) => {
      await change(param(c, 'connector'));
      return c.body(null, status);
    },
  });

  const restart: Handler = async (c) => {
    const name = param(c, 'connector');
    const request = { includeTasks: flag(c, 'includeTasks', false), onlyFailed: flag(c, 'onlyFailed', false) };
    // Without either, this is the restart from before KIP-745, which answers nothing.
    if (request.includeTasks || request.onlyFailed)
      return c.json(connectorStatusJson(await herder.restartConnectorAndTasks(name, request)), 202);
    await herder.restartConnector(name);
    return c.body(null, 204);
  };

  return [
    {
      path: '/connectors/:connector/status',
      methods: {
        GET: {
          id: 'getConnectorStatus',
          summary: 'Get the status of a connector and its tasks',
          answers: { 200: 'ConnectorStateInfo' },
          handle: async (c) => c.json(connectorStatusJson(await herder.connectorStatus(param(c, 'connector')))),
        },
      },
    },
    {
      path: '/connectors/:connector/pause',
      methods: {
        PUT: want(herder.pauseConnector, {
          id: 'pauseConnector',
          summary: 'Pause a connector and its tasks',
          status: 202,
        }),
      },
    },
    {
      path: '/connectors/:connector/resume',
      methods: {
        PUT: want(herder.resumeConnector, {
          id: 'resumeConnector',
          summary: 'Resume a paused or stopped connector',
          status: 202,
        }),
      },
    },
    {
      path: '/connectors/:connector/stop',
      methods: {
        PUT: want(herder.stopConnector, {
          id: 'stopConnector',
          summary: 'Stop a connector and take its tasks away',
          status: 204,
        }),
      },
    },
    {
      path: '/connectors/:connector/restart',
      methods: {
        POST: {
          id: 'restartConnector',
          summary: 'Restart a connector, and its tasks if asked',
          query: {
            includeTasks: { description: 'Its tasks, too.', schema: { type: 'boolean', default: false } },
            onlyFailed: { description: 'Only what has FAILED.', schema: { type: 'boolean', default: false } },
          },
          answers: { 202: 'ConnectorStateInfo', 204: null },
          handle: restart,
        },
      },
    },
  ];
};

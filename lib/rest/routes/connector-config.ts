import type { Herder } from '../../herder/herder.ts';
import { jsonBody } from '../http/json-body.ts';
import { locationOf } from '../http/location.ts';
import { param } from '../http/request.ts';
import type { Route } from '../http/route.ts';
import type { RestOptions } from '../rest-options.ts';
import { configBody } from '../wire/config-body.ts';
import { connectorInfoJson } from '../wire/connectors.ts';

/** The configuration of a connector. */
export const connectorConfigRoutes = (herder: Herder, options: RestOptions): readonly Route[] => [
  {
    path: '/connectors/:connector/config',
    methods: {
      GET: {
        id: 'getConnectorConfig',
        summary: 'Get the configuration of a connector',
        answers: { 200: 'Config' },
        handle: async (c) => c.json(await herder.connectorConfig(param(c, 'connector'))),
      },
      PUT: {
        id: 'putConnectorConfig',
        summary: 'Create a connector, or replace its configuration',
        body: 'ConfigChange',
        answers: { 200: 'ConnectorInfo', 201: 'ConnectorInfo' },
        handle: async (c) => {
          const name = param(c, 'connector');
          const { created, connector } = await herder.putConnectorConfig(name, await jsonBody(c, configBody));
          const body = connectorInfoJson(connector);
          return created ? c.json(body, 201, { Location: locationOf(c, options, name) }) : c.json(body);
        },
      },
      PATCH: {
        id: 'patchConnectorConfig',
        summary: 'Change keys of the configuration of a connector',
        body: 'ConfigChange',
        answers: { 200: 'ConnectorInfo' },
        handle: async (c) => {
          const patch = await jsonBody(c, configBody);
          return c.json(connectorInfoJson(await herder.patchConnectorConfig(param(c, 'connector'), patch)));
        },
      },
    },
  },
];

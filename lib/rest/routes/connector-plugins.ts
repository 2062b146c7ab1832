import type { Herder } from '../../herder/herder.ts';
import { jsonBody } from '../http/json-body.ts';
import { flag, param } from '../http/request.ts';
import type { Route } from '../http/route.ts';
import { configBody } from '../wire/config-body.ts';
import { configInfosJson, configKeysJson } from '../wire/config-infos.ts';

/** What can be configured here. */
export const connectorPluginRoutes = (herder: Herder): readonly Route[] => [
  {
    path: '/connector-plugins',
    methods: {
      GET: (c) =>
        c.json(
          herder
            .connectorPlugins(flag(c, 'connectorsOnly', true))
            .map(({ className, type, version }) => ({ class: className, type, version })),
        ),
    },
  },
  {
    path: '/connector-plugins/:plugin/config',
    methods: {
      GET: (c) => c.json(configKeysJson(herder.connectorPluginConfig(param(c, 'plugin'), c.req.query('version')))),
    },
  },
  {
    path: '/connector-plugins/:plugin/config/validate',
    methods: {
      PUT: async (c) =>
        c.json(configInfosJson(herder.validateConnectorConfig(param(c, 'plugin'), await jsonBody(c, configBody)))),
    },
  },
];

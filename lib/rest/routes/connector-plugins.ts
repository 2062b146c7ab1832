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
      GET: {
        id: 'listConnectorPlugins',
        summary: 'List the plugins',
        query: {
          connectorsOnly: {
            description: 'Without those that only change or convert records.',
            schema: { type: 'boolean', default: true },
          },
        },
        answers: { 200: 'PluginInfos' },
        handle: async (c) => {
          const plugins = await herder.connectorPlugins(flag(c, 'connectorsOnly', true));
          return c.json(plugins.map(({ className, type, version }) => ({ class: className, type, version })));
        },
      },
    },
  },
  {
    path: '/connector-plugins/:plugin/config',
    methods: {
      GET: {
        id: 'getPluginConfig',
        summary: 'List the configuration keys of a plugin',
        query: {
          version: {
            description: 'Version of the plugin, or a range such as `[1.0,2.0)`.',
            schema: { type: 'string' },
          },
        },
        answers: { 200: 'ConfigKeyInfos' },
        handle: async (c) =>
          c.json(configKeysJson(await herder.connectorPluginConfig(param(c, 'plugin'), c.req.query('version')))),
      },
    },
  },
  {
    path: '/connector-plugins/:plugin/config/validate',
    methods: {
      PUT: {
        id: 'validateConfig',
        summary: 'Check a configuration of a connector, key by key',
        body: 'ConfigChange',
        answers: { 200: 'ConfigInfos' },
        handle: async (c) =>
          c.json(
            configInfosJson(await herder.validateConnectorConfig(param(c, 'plugin'), await jsonBody(c, configBody))),
          ),
      },
    },
  },
];

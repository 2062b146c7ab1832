import type { Herder } from '../../herder/herder.ts';
import { jsonBody } from '../http/json-body.ts';
import { locationOf } from '../http/location.ts';
import { param } from '../http/request.ts';
import type { Route } from '../http/route.ts';
import type { RestOptions } from '../rest-options.ts';
import { connectorInfoJson, connectorStatusJson } from '../wire/connectors.ts';
import { createBody } from '../wire/create-body.ts';

type Expansion = Readonly<Record<string, { readonly info?: object; readonly status?: object }>>;

/** Infos and statuses of all connectors in a few reads (KIP-465). An expansion that does not exist adds nothing. */
const expanded = async (herder: Herder, wanted: readonly string[]): Promise<Expansion> => {
  const [names, infos, statuses] = await Promise.all([
    herder.connectors(),
    wanted.includes('info') ? herder.connectorInfos() : [],
    wanted.includes('status') ? herder.connectorStatuses() : [],
  ]);
  const infoOf = new Map(infos.map((info) => [info.name, { info: connectorInfoJson(info) }]));
  const statusOf = new Map(statuses.map((status) => [status.name, { status: connectorStatusJson(status) }]));
  return Object.fromEntries(names.map((name) => [name, { ...statusOf.get(name), ...infoOf.get(name) }]));
};

/** `/connectors` and each of them. */
export const connectorRoutes = (herder: Herder, options: RestOptions): readonly Route[] => [
  {
    path: '/connectors',
    methods: {
      GET: async (c) => {
        const expansions = c.req.queries('expand');
        return c.json(expansions === undefined ? await herder.connectors() : await expanded(herder, expansions));
      },
      POST: async (c) => {
        const info = await herder.createConnector(await jsonBody(c, createBody));
        return c.json(connectorInfoJson(info), 201, { Location: locationOf(c, options, info.name) });
      },
    },
  },
  {
    path: '/connectors/:connector',
    methods: {
      GET: async (c) => c.json(connectorInfoJson(await herder.connectorInfo(param(c, 'connector')))),
      DELETE: async (c) => {
        await herder.deleteConnectorConfig(param(c, 'connector'));
        return c.body(null, 204);
      },
    },
  },
];

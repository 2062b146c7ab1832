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
  const [info, status] = [wanted.includes('info'), wanted.includes('status')];
  const overviews = await herder.connectorOverviews({ status });
  return Object.fromEntries(
    overviews.map((one) => [
      one.info.name,
      {
        ...(one.status && { status: connectorStatusJson(one.status) }),
        ...(info && { info: connectorInfoJson(one.info) }),
      },
    ]),
  );
};

/** `/connectors` and each of them. */
export const connectorRoutes = (herder: Herder, options: RestOptions): readonly Route[] => [
  {
    path: '/connectors',
    methods: {
      GET: {
        id: 'listConnectors',
        summary: 'List connectors',
        query: {
          expand: {
            description: 'What to tell of each.',
            schema: { type: 'array', items: { enum: ['status', 'info'] } },
          },
        },
        answers: { 200: 'Connectors' },
        handle: async (c) => {
          const expansions = c.req.queries('expand');
          return c.json(expansions === undefined ? await herder.connectors() : await expanded(herder, expansions));
        },
      },
      POST: {
        id: 'createConnector',
        summary: 'Create a connector',
        body: 'CreateConnectorRequest',
        answers: { 201: 'ConnectorInfo' },
        handle: async (c) => {
          const info = await herder.createConnector(await jsonBody(c, createBody));
          return c.json(connectorInfoJson(info), 201, { Location: locationOf(c, options, info.name) });
        },
      },
    },
  },
  {
    path: '/connectors/:connector',
    methods: {
      GET: {
        id: 'getConnector',
        summary: 'Get a connector',
        answers: { 200: 'ConnectorInfo' },
        handle: async (c) => c.json(connectorInfoJson(await herder.connectorInfo(param(c, 'connector')))),
      },
      DELETE: {
        id: 'deleteConnector',
        summary: 'Delete a connector; its offsets stay',
        answers: { 204: null },
        handle: async (c) => {
          await herder.deleteConnectorConfig(param(c, 'connector'));
          return c.body(null, 204);
        },
      },
    },
  },
];

import type { Herder } from '../../herder/herder.ts';
import { param } from '../http/request.ts';
import type { Route } from '../http/route.ts';

/** The topics that a connector has used (KIP-558). */
export const connectorTopicRoutes = (herder: Herder): readonly Route[] => [
  {
    path: '/connectors/:connector/topics',
    methods: {
      GET: {
        id: 'getConnectorTopics',
        summary: 'List the topics that a connector has used',
        answers: { 200: 'ActiveTopics' },
        handle: async (c) => {
          const name = param(c, 'connector');
          return c.json({ [name]: { topics: await herder.connectorActiveTopics(name) } });
        },
      },
    },
  },
  {
    path: '/connectors/:connector/topics/reset',
    methods: {
      PUT: {
        id: 'resetConnectorTopics',
        summary: 'Forget the topics that a connector has used',
        answers: { 202: null },
        handle: async (c) => {
          await herder.resetConnectorActiveTopics(param(c, 'connector'));
          return c.body(null, 202);
        },
      },
    },
  },
];

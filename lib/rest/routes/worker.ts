import type { Herder } from '../../herder/herder.ts';
import { workerHealth } from '../health.ts';
import type { Route } from '../http/route.ts';
import type { RestOptions } from '../rest-options.ts';

const HEALTH_STATUSES = { healthy: 200, starting: 503, unhealthy: 500 } as const;

/** `/` says what runs here, `/health` whether it does (KIP-1017). */
export const workerRoutes = (herder: Herder, options: RestOptions): readonly Route[] => [
  {
    path: '/',
    methods: {
      GET: {
        id: 'serverInfo',
        summary: 'Say which version runs here, and over which Kafka cluster',
        answers: { 200: 'ServerInfo' },
        handle: async (c) => {
          const { version, commit, clusterId } = options;
          return c.json({ version, commit, kafka_cluster_id: await clusterId() });
        },
      },
    },
  },
  {
    path: '/health',
    methods: {
      GET: {
        id: 'health',
        summary: 'Say whether this worker is well',
        answers: { 200: 'Health', 500: 'Health', 503: 'Health' },
        handle: async (c) => {
          const found = await workerHealth(herder, options);
          return c.json(found, HEALTH_STATUSES[found.status]);
        },
      },
    },
  },
];

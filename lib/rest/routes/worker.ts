import type { Route } from '../http/route.ts';
import type { RestOptions } from '../rest-options.ts';

export const HEALTHY = {
  status: 'healthy',
  message: 'Worker has completed startup and is ready to handle requests.',
} as const;

const HEALTH_STATUSES = { healthy: 200, starting: 503, unhealthy: 500 } as const;

/** `/` says what runs here, `/health` whether it does (KIP-1017). */
export const workerRoutes = ({ version, commit, clusterId, health }: RestOptions): readonly Route[] => [
  {
    path: '/',
    methods: {
      GET: {
        id: 'serverInfo',
        summary: 'Say which version runs here, and over which Kafka cluster',
        answers: { 200: 'ServerInfo' },
        handle: async (c) => c.json({ version, commit, kafka_cluster_id: await clusterId() }),
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
          const found = health === undefined ? HEALTHY : await health();
          return c.json(found, HEALTH_STATUSES[found.status]);
        },
      },
    },
  },
];

import type { Route } from '../http/route.ts';

/** As Prometheus asks for it; see https://prometheus.io/docs/instrumenting/exposition_formats/ */
const TEXT_FORMAT = 'text/plain; version=0.0.4; charset=utf-8';

/** `/metrics`, which Kafka Connect leaves to JMX. */
export const metricsRoute = (metrics: () => Promise<string>): Route => ({
  path: '/metrics',
  methods: {
    GET: {
      id: 'metrics',
      summary: 'Read the metrics, in Prometheus’s text format',
      produces: TEXT_FORMAT,
      answers: { 200: 'Text' },
      handle: async (c) => c.body(await metrics(), 200, { 'Content-Type': TEXT_FORMAT }),
    },
  },
});

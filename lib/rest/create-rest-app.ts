import { Hono } from 'hono';
import type { Herder } from '../herder/herder.ts';
import { basicAuthentication } from './http/basic-authentication.ts';
import { crossOrigin } from './http/cross-origin.ts';
import { statusOf, toErrorResponse } from './http/error-response.ts';
import { addRoute } from './http/route.ts';
import { notFound } from './http/standard-refusals.ts';
import type { RestOptions } from './rest-options.ts';
import { connectorConfigRoutes } from './routes/connector-config.ts';
import { connectorOffsetRoutes } from './routes/connector-offsets.ts';
import { connectorPluginRoutes } from './routes/connector-plugins.ts';
import { connectorStateRoutes } from './routes/connector-states.ts';
import { connectorTaskRoutes } from './routes/connector-tasks.ts';
import { connectorTopicRoutes } from './routes/connector-topics.ts';
import { connectorRoutes } from './routes/connectors.ts';
import { loggerRoutes } from './routes/loggers.ts';
import { workerRoutes } from './routes/worker.ts';

/** Kafka Connect's REST API over a herder: the same paths, bodies, status codes and messages. A slash at the end is fine. */
export const createRestApp = (herder: Herder, options: RestOptions): Hono => {
  const app = new Hono({ strict: false });
  const routes = [
    ...workerRoutes(options),
    ...connectorRoutes(herder, options),
    ...connectorConfigRoutes(herder, options),
    ...connectorStateRoutes(herder),
    ...connectorTaskRoutes(herder),
    ...connectorTopicRoutes(herder),
    ...connectorOffsetRoutes(herder),
    ...connectorPluginRoutes(herder),
    ...(options.loggers === undefined ? [] : loggerRoutes(options.loggers)),
  ];
  const guard = options.users === undefined ? () => undefined : basicAuthentication(options.users);
  if (options.crossOrigin !== undefined) app.use(crossOrigin(options.crossOrigin));
  for (const route of routes) addRoute(app, route, guard);
  app.notFound(notFound);
  app.onError((error, c) => {
    if (statusOf(error) === 500) options.onError?.(error);
    return toErrorResponse(c, error);
  });
  return app;
};

import { Hono } from 'hono';
import type { Herder } from '../herder/herder.ts';
import { basicAuthentication } from './http/basic-authentication.ts';
import { crossOrigin } from './http/cross-origin.ts';
import { statusOf, toErrorResponse } from './http/error-response.ts';
import { responseHeaders } from './http/response-headers.ts';
import { addRoute, type Route } from './http/route.ts';
import { notFound } from './http/standard-refusals.ts';
import type { Loggers } from './loggers.ts';
import { openApiRoute } from './openapi/document.ts';
import type { RestOptions, ServerOptions } from './rest-options.ts';
import { connectorConfigRoutes } from './routes/connector-config.ts';
import { connectorOffsetRoutes } from './routes/connector-offsets.ts';
import { connectorPluginRoutes } from './routes/connector-plugins.ts';
import { connectorStateRoutes } from './routes/connector-states.ts';
import { connectorTaskRoutes } from './routes/connector-tasks.ts';
import { connectorTopicRoutes } from './routes/connector-topics.ts';
import { connectorRoutes } from './routes/connectors.ts';
import { loggerRoutes } from './routes/loggers.ts';
import { metricsRoute } from './routes/metrics.ts';
import { workerRoutes } from './routes/worker.ts';

const createApp = (routes: readonly Route[], options: ServerOptions): Hono => {
  const { version, users } = options;
  const app = new Hono({ strict: false });
  const guard = users === undefined ? () => undefined : basicAuthentication(users);
  if (options.responseHeaders !== undefined) app.use(responseHeaders(options.responseHeaders, Date.now));
  if (options.crossOrigin !== undefined) app.use(crossOrigin(options.crossOrigin));
  const document = openApiRoute(routes, { version, authenticated: users !== undefined });
  for (const route of [...routes, document]) addRoute(app, route, guard);
  app.notFound(notFound);
  app.onError((error, c) => {
    if (statusOf(error) === 500) options.onError?.(error);
    return toErrorResponse(c, error);
  });
  return app;
};

/** Kafka Connect's REST API over a herder: the same paths, bodies, status codes and messages. A slash at the end is fine. */
export const createRestApp = (herder: Herder, options: RestOptions): Hono =>
  createApp(
    [
      ...workerRoutes(herder, options),
      ...connectorRoutes(herder, options),
      ...connectorConfigRoutes(herder, options),
      ...connectorStateRoutes(herder),
      ...connectorTaskRoutes(herder),
      ...connectorTopicRoutes(herder),
      ...connectorOffsetRoutes(herder),
      ...connectorPluginRoutes(herder),
      ...(options.metrics === undefined ? [] : [metricsRoute(options.metrics)]),
      ...(options.loggers === undefined ? [] : loggerRoutes(options.loggers)),
    ],
    options,
  );

/** What a listener of its own (`admin.listeners`) serves: the loggers, behind the same guard. */
export const createAdminApp = (loggers: Loggers, options: ServerOptions): Hono =>
  createApp(loggerRoutes(loggers), options);

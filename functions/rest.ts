import middy from '@middy/core';
import { handle } from 'hono/aws-lambda';
import { connectors } from '../lib/connectors/catalogue.ts';
import { createHerder } from '../lib/herder/create-herder.ts';
import { createLazyAdmin } from '../lib/kafka/lazy-admin.ts';
import { createRestApp } from '../lib/rest/create-rest-app.ts';
import { clientSettings } from '../lib/runtime/client-settings.ts';
import { KAFKA_CONNECT_VERSION } from '../lib/runtime/version.ts';
import { createEnvironment } from './environment.ts';

const { storage, kafka, plugins, worker, workerId, clock, log } = createEnvironment();
const admin = createLazyAdmin(() => kafka.admin(clientSettings('admin', worker.raw)));
const catalogue = { connectors, ...plugins, transformations: [], predicates: [] };
const herder = createHerder({ storage, plugins: catalogue, admin, worker, workerId, now: clock.now });
const app = createRestApp(herder, {
  version: KAFKA_CONNECT_VERSION,
  commit: 'unknown',
  clusterId: () => admin.clusterId(),
  onError: (error) => log.error('REST request failed', { cause: String(error) }),
});

export const handler = middy(handle(app));

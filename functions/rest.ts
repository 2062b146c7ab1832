import middy from '@middy/core';
import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { encodedPath } from '../lib/aws/http-api-path.ts';
import { createHerder } from '../lib/herder/create-herder.ts';
import { COMMIT } from '../lib/rest/commit.ts';
import { createRestApp } from '../lib/rest/create-rest-app.ts';
import { KAFKA_CONNECT_VERSION } from '../lib/runtime/version.ts';
import { createControlPlane } from './control-plane.ts';

const { admin, clock, log, ...environment } = createControlPlane();

const requestReconciliation = async (connector: string): Promise<void> => {
  const { createInvoke } = await import('./lazy/invoke.ts');
  await createInvoke()(process.env.RECONCILER_FUNCTION ?? '', { connector });
};

const herder = createHerder({ ...environment, admin, now: clock.now, requestReconciliation });
const app = createRestApp(herder, {
  version: KAFKA_CONNECT_VERSION,
  commit: COMMIT,
  clusterId: () => admin.clusterId(),
  onError: (error) => log.error('REST request failed', { cause: String(error) }),
});
const respond = handle(app);

export const handler = middy((event: LambdaEvent, context: LambdaContext) =>
  respond('rawPath' in event ? { ...event, rawPath: encodedPath(event.rawPath) } : event, context),
);

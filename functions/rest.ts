import middy from '@middy/core';
import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { encodedPath } from '../lib/aws/http-api-path.ts';
import { createHerder } from '../lib/herder/create-herder.ts';
import { createRestApp } from '../lib/rest/create-rest-app.ts';
import { KAFKA_CONNECT_VERSION } from '../lib/runtime/version.ts';
import { createControlPlane } from './control-plane.ts';

const { storage, plugins, admin, worker, workerId, clock, log } = await createControlPlane();

const requestReconciliation = async (connector: string): Promise<void> => {
  const [{ LambdaClient }, { invokeFunction }] = await Promise.all([
    import('@aws-sdk/client-lambda'),
    import('../lib/aws/invoke-function.ts'),
  ]);
  await invokeFunction(new LambdaClient({}))(process.env.RECONCILER_FUNCTION ?? '', { connector });
};

const herder = createHerder({ storage, plugins, admin, worker, workerId, now: clock.now, requestReconciliation });
const app = createRestApp(herder, {
  version: KAFKA_CONNECT_VERSION,
  commit: 'unknown',
  clusterId: () => admin.clusterId(),
  onError: (error) => log.error('REST request failed', { cause: String(error) }),
});
const respond = handle(app);

export const handler = middy((event: LambdaEvent, context: LambdaContext) =>
  respond('rawPath' in event ? { ...event, rawPath: encodedPath(event.rawPath) } : event, context),
);

import { randomUUID } from 'node:crypto';
import type { Clock } from '../runtime/clock.ts';
import { aliasOf } from '../runtime/function-alias.ts';
import type { InvocationContext } from '../runtime/invocation.ts';

/** As long as Lambda gives a function at most: 15 minutes. */
const TIMEOUT_MS = 15 * 60_000;

/** A context as Lambda would give it to the function of a plugin, invoked for a connector. */
export const createInvocationContext = (plugin: string, connector: string, clock: Clock): InvocationContext => {
  const deadline = clock.now() + TIMEOUT_MS;
  return {
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${plugin}:${aliasOf(connector)}`,
    awsRequestId: randomUUID(),
    getRemainingTimeInMillis: () => Math.max(0, deadline - clock.now()),
  };
};

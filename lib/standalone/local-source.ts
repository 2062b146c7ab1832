import type { Logger } from '../connect/logger.ts';
import type { Clock } from '../runtime/clock.ts';
import { createInvocationContext } from './local-context.ts';
import type { LocalDeployerOptions } from './local-deployer.ts';
import type { LocalFunctions } from './local-functions.ts';
import { startSourceLoop } from './source-loop.ts';

/** Has a source task invoked as its schedule would. */
export const startLocalSource =
  (options: {
    readonly functions: LocalFunctions;
    readonly clock: Clock;
    readonly log: Logger;
    readonly tickMs: number;
  }): LocalDeployerOptions['startSource'] =>
  (connector, plugin, task) => {
    const { functions, clock, log, tickMs } = options;
    const invoke = () =>
      functions.invokeSource(plugin, { connector, task }, createInvocationContext(plugin, connector, clock));
    return startSourceLoop({ invoke, tickMs, clock, log });
  };

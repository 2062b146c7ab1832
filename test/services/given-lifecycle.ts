import type { Lifecycle } from './lifecycle.ts';

/** The lifecycle of a service that somebody else runs: it outlives the tests, and is not ours to break. */
export function givenLifecycle(variable: string): Lifecycle {
  const refuse = async (action: string): Promise<never> => {
    throw new Error(
      `The service was given by ${variable}, so the tests may not ${action} it; unset ${variable} to run one that they may.`,
    );
  };
  return { stop: async () => {}, kill: () => refuse('kill'), restart: () => refuse('restart') };
}

import type { WorkerFunction } from '../constructs/worker-function.ts';

/**
 * Lets a plugin's function do what its connectors need of AWS. Called once a function, with the configurations of those
 * connectors that the stack declares; for connectors that come later, whoever writes the stack grants what they need.
 */
export type PluginGrants = (fn: WorkerFunction, declared: ReadonlyArray<Readonly<Record<string, string>>>) => void;

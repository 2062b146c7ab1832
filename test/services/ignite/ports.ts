import { freePort } from '../ports.ts';

/** The ports of a node. */
export interface IgnitePorts {
  readonly client: number;
  readonly discovery: number;
  readonly communication: number;
}

export async function ignitePorts(): Promise<IgnitePorts> {
  return { client: await freePort(), discovery: await freePort(), communication: await freePort() };
}

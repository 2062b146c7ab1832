import { givenLifecycle } from './given-lifecycle.ts';
import { startIgniteNode } from './ignite/node.ts';
import { type IgnitePorts, ignitePorts } from './ignite/ports.ts';
import type { Lifecycle } from './lifecycle.ts';

/** Where thin clients connect. */
interface IgniteConnection {
  readonly address: string;
}

export interface IgniteService extends IgniteConnection, Lifecycle {}

export interface IgniteOptions {
  /** A PKCS#12 file with the node's key and whom it trusts, password `changeit`; clients show a certificate, too. */
  readonly keyStore?: string;
  /** Clients log in; the first user is `ignite` with the same password. */
  readonly authentication?: boolean;
}

/** A node of Apache Ignite 2.17 that keeps its data on disk, or the node at TEST_IGNITE_ADDRESS. */
export async function startIgnite(options: IgniteOptions = {}): Promise<IgniteService> {
  const given = process.env.TEST_IGNITE_ADDRESS;
  if (given !== undefined && Object.keys(options).length === 0)
    return { address: given, ...givenLifecycle('TEST_IGNITE_ADDRESS') };
  const ports = await ignitePorts();
  return startIgniteNode(ports, [ports], options);
}

/** Two nodes of one cluster. */
export async function startIgniteCluster(): Promise<readonly [IgniteService, IgniteService]> {
  const first = await ignitePorts();
  const second = await ignitePorts();
  const start = (ports: IgnitePorts): Promise<IgniteService> => startIgniteNode(ports, [first, second], {});
  const nodes = await Promise.all([start(first), start(second)]);
  return [nodes[0], nodes[1]];
}

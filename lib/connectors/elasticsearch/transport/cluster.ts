import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { asError, RetriableError } from '../../../connect/errors.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../../../http/client.ts';
import type { Authorize } from './authorization.ts';
import type { Nodes } from './nodes.ts';

export interface ClusterRequest {
  readonly method: HttpRequest['method'];
  /** With its query. */
  readonly path: string;
  readonly body?: string;
  /** @default application/json */
  readonly contentType?: string;
}

/** Takes requests to whichever node answers. */
export interface Cluster {
  /** Resolves with whatever a node answers. @throws RetriableError when none does. */
  send(request: ClusterRequest): Promise<HttpResponse>;
  close(): Promise<void>;
}

export interface ClusterOptions {
  readonly client: HttpClient;
  readonly nodes: Nodes;
  readonly authorize: Authorize;
  readonly compresses: boolean;
}

const zip = promisify(gzip);

/** Without credentials. */
const shown = ({ protocol, host }: URL): string => `${protocol}//${host}`;

export const createCluster = ({ client, nodes, authorize, compresses }: ClusterOptions): Cluster => {
  /** Answers are asked for as they are: they are short. */
  const encode = async (request: ClusterRequest) => {
    const { body, contentType = 'application/json' } = request;
    if (body === undefined) return { headers: {}, body: undefined };
    const headers = { 'content-type': contentType };
    return compresses
      ? { headers: { ...headers, 'content-encoding': 'gzip' }, body: await zip(body, { level: 1 }) }
      : { headers, body: Buffer.from(body) };
  };

  const sendTo = async (node: URL, request: ClusterRequest, encoded: Awaited<ReturnType<typeof encode>>) => {
    const { method, path } = request;
    const base = node.pathname === '/' ? '' : node.pathname;
    const url = new URL(`${base}${path}`, node);
    url.username = node.username;
    url.password = node.password;
    const { body } = encoded;
    const headers = await authorize({ method, url, headers: encoded.headers, body });
    url.username = '';
    url.password = '';
    return client.send({ method, url, headers, ...(body !== undefined && { body }) });
  };

  return {
    send: async (request) => {
      const encoded = await encode(request);
      const failures: string[] = [];
      let cause: unknown;
      for (const node of nodes.candidates()) {
        try {
          const response = await sendTo(node, request, encoded);
          nodes.answered(node);
          return response;
        } catch (error) {
          nodes.failed(node);
          cause = error;
          failures.push(`${shown(node)}: ${asError(error).message}`);
        }
      }
      throw new RetriableError(`No node answered: ${failures.join('; ')}`, { cause });
    },
    close: () => client.close(),
  };
};

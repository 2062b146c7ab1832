import { randomUUID } from 'node:crypto';
import { service } from '../../services/on-demand.ts';

export const serverNames = ['elasticsearch7', 'elasticsearch8', 'opensearch'] as const;
export type ServerName = (typeof serverNames)[number];

interface Hit {
  readonly _id: string;
  readonly _version?: number;
  readonly _source: Readonly<Record<string, unknown>>;
}

/** A server as a test sees it, without the connector's help. */
export interface Server {
  readonly url: string;
  call(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly json: unknown }>;
  /** All documents of an index, by id; none while there is no index. */
  documents(index: string): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>>;
}

const hitsOf = (json: unknown): readonly Hit[] =>
  typeof json === 'object' && json !== null && 'hits' in json ? (json.hits as { hits: Hit[] }).hits : [];

export const serverAt = (url: string): Server => {
  const call: Server['call'] = async (method, path, body) => {
    const response = await fetch(`${url}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? null : JSON.parse(text) };
  };
  const documents: Server['documents'] = async (index) => {
    const refreshed = await call('POST', `/${index}/_refresh`);
    if (refreshed.status === 404) return new Map();
    const { json } = await call('GET', `/${index}/_search?size=10000`);
    return new Map(hitsOf(json).map(({ _id, _source }) => [_id, _source]));
  };
  return { url, call, documents };
};

export const sharedServer = async (name: ServerName): Promise<Server> => serverAt((await service(name)).url);

/** A name for a topic, and so for its index. */
export const uniqueName = (prefix: string): string => `${prefix}_${randomUUID().replaceAll('-', '').slice(0, 12)}`;

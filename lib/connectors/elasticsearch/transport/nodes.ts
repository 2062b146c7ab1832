import type { ElasticsearchConfig } from '../config.ts';

/** How long a node that did not answer is passed over, in milliseconds. */
const REST_MS = 10_000;

/** `https` counts for all nodes where one has it. */
export const nodeUrlsOf = (
  config: Pick<ElasticsearchConfig, 'connection.url'> & { readonly tls: boolean },
): readonly URL[] => {
  const given = config['connection.url'].map((url) => url.trim());
  const scheme = config.tls || given.some((url) => url.startsWith('https:')) ? 'https' : 'http';
  return given.map((url) => new URL(`${scheme}://${url.replace(/^https?:\/\//i, '').replace(/\/+$/, '')}`));
};

/** The nodes of a cluster, one after the other. */
export interface Nodes {
  /** Every node once, in the order in which to try them: those that rest come last. */
  candidates(): readonly URL[];
  failed(node: URL): void;
  answered(node: URL): void;
}

export const createNodes = (urls: readonly URL[], now: () => number): Nodes => {
  const restsUntil = new Map<URL, number>();
  let next = 0;
  return {
    candidates: () => {
      next = (next + 1) % urls.length;
      const turn = [...urls.slice(next), ...urls.slice(0, next)];
      const rests = (url: URL): number => Number((restsUntil.get(url) ?? 0) > now());
      return turn.toSorted((a, b) => rests(a) - rests(b));
    },
    failed: (node) => {
      restsUntil.set(node, now() + REST_MS);
    },
    answered: (node) => {
      restsUntil.delete(node);
    },
  };
};

import { Stack } from 'aws-cdk-lib';
import { acknowledgeWildcard } from '../constructs/acknowledge.ts';
import type { WorkerFunction } from '../constructs/worker-function.ts';
import type { PluginGrants } from './plugin-grants.ts';

type Declared = Readonly<Record<string, string>>;

/** Endpoints of a domain, in its network or not: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/gsgupload-data.html */
const DOMAIN =
  /^(?:https?:\/\/)?(?:search|vpc)-([a-z][a-z0-9-]{2,27})-[a-z0-9]{26}\.(?:[a-z0-9-]+\.es\.amazonaws\.com|aos\.[a-z0-9-]+\.on\.aws)(?=[/:]|$)/;
/** https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-genref.html */
const COLLECTION = /^(?:https?:\/\/)?([a-z0-9]{3,40})\.[a-z0-9-]+\.aoss\.amazonaws\.com(?=[/:]|$)/;

/** What the function's own role signs for; an access key of the configuration has rights of its own. */
const isSignedByRole = (config: Declared): boolean =>
  Boolean(config['aws.region']) && Boolean(config['aws.service.signing.name']) && !config['aws.access_key_id'];

const urlsOf = (config: Declared): readonly string[] =>
  (config['connection.url'] ?? '').split(',').map((url) => url.trim());

interface Target {
  readonly endpoint: RegExp;
  /** As ARNs have it in front of the name. */
  readonly service: 'es' | 'aoss';
  readonly kind: 'domain' | 'collection';
}

/** ARNs of what the endpoints of declared connectors name. */
const arnsOf = (fn: WorkerFunction, declared: readonly Declared[], target: Target): ReadonlySet<string> => {
  const { partition, account } = Stack.of(fn);
  const arns = declared.filter(isSignedByRole).flatMap((config) => {
    const prefix = `arn:${partition}:${target.service}:${config['aws.region']}:${account}:${target.kind}`;
    return urlsOf(config).flatMap((url) => {
      const name = target.endpoint.exec(url)?.[1];
      return name === undefined ? [] : `${prefix}/${name}`;
    });
  });
  return new Set(arns);
};

/** Documents are written in bulk; indices, templates and mappings are looked for and made. */
const grantDomain = (fn: WorkerFunction, domain: string): void => {
  const any = `${domain}/*`;
  const mappings = `${domain}/*/_mapping`;
  fn.allow(['es:ESHttpPost'], [`${domain}/_bulk`]);
  fn.allow(['es:ESHttpHead', 'es:ESHttpPut'], [any]);
  fn.allow(['es:ESHttpGet'], [mappings]);
  acknowledgeWildcard(fn.role, any, 'The sink makes indices, which it names by topics');
  acknowledgeWildcard(fn.role, mappings, 'The sink asks for the mappings of indices, which it names by topics');
};

/**
 * The domains and serverless collections of Amazon OpenSearch that declared connectors write to, told by their endpoints. For
 * others, such as a domain with an endpoint of one's own: `domain.grantWrite(worker.plugin('elasticsearch-sink'))`. What a
 * collection's data access policy says, or fine-grained access control of a domain, comes on top.
 */
export const grantElasticsearchSink: PluginGrants = (fn, declared) => {
  const domains = arnsOf(fn, declared, { endpoint: DOMAIN, service: 'es', kind: 'domain' });
  for (const domain of domains) grantDomain(fn, domain);
  const collections = [...arnsOf(fn, declared, { endpoint: COLLECTION, service: 'aoss', kind: 'collection' })];
  if (collections.length > 0) fn.allow(['aoss:APIAccessAll'], collections);
};

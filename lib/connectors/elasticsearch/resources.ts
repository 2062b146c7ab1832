import { ConnectError, DataError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { SinkRecord } from '../../connect/record.ts';
import { plainJson } from '../../formats/json/plain-json.ts';
import type { HttpResponse } from '../../http/client.ts';
import { documentMapping } from './documents/mapping.ts';
import type { Resource, SearchSettings } from './settings.ts';
import type { Cluster, ClusterRequest } from './transport/cluster.ts';
import { errorOf, failureOf } from './transport/failures.ts';
import type { Retrying } from './transport/retries.ts';

/** Indices, data streams and mappings, each looked after once. */
export interface Resources {
  /** Whether nothing is left to do for the record's resource. */
  isReady(record: SinkRecord, resource: Resource): boolean;
  /** @throws DataError when the record's schema cannot be a mapping. */
  prepare(record: SinkRecord, resource: Resource): Promise<void>;
  /** Forgets what is there: somebody may have deleted it. */
  forget(): void;
}

export interface ResourcesOptions {
  readonly cluster: Cluster;
  readonly retrying: Retrying;
  readonly settings: SearchSettings;
  readonly log: Logger;
}

/** Another task was faster. */
const existsAlready = (response: HttpResponse): boolean =>
  response.status === 400 && errorOf(response).type === 'resource_already_exists_exception';

const hasMapping = (body: string): boolean => {
  const indices: unknown = JSON.parse(body);
  return (
    typeof indices === 'object' &&
    indices !== null &&
    Object.values(indices).some(({ mappings }) => Object.keys(mappings ?? {}).length > 0)
  );
};

export const createResources = ({ cluster, retrying, settings, log }: ResourcesOptions): Resources => {
  let existing = new Set<string>();
  let mapped = new Set<string>();

  const ask = (
    what: string,
    request: ClusterRequest,
    isFine: (response: HttpResponse) => boolean = () => false,
  ): Promise<HttpResponse> =>
    retrying(what, async () => {
      const response = await cluster.send(request);
      if (response.status >= 300 && !isFine(response)) throw failureOf(what, response);
      return response;
    });

  const exists = async (path: string): Promise<boolean> => {
    const isMissing = ({ status }: HttpResponse) => status === 404;
    return !isMissing(await ask(`check if ${path} exists`, { method: 'HEAD', path }, isMissing));
  };

  const createTemplate = async (template: string, stream: string): Promise<void> => {
    const path = `/_index_template/${encodeURIComponent(template)}`;
    if (await exists(path)) return;
    const body = JSON.stringify({ index_patterns: [stream], priority: 200, data_stream: {} });
    await ask(`create index template ${template}`, { method: 'PUT', path, body });
  };

  const create = async ({ name, isDataStream, template }: Resource): Promise<void> => {
    const kind = isDataStream ? 'data stream' : 'index';
    log.info(`Creating ${kind} ${name}.`);
    if (template !== null) await createTemplate(template, name);
    const path = `${isDataStream ? '/_data_stream' : ''}/${encodeURIComponent(name)}`;
    await ask(`create ${kind} ${name}`, { method: 'PUT', path }, existsAlready);
  };

  const ensureExists = async (resource: Resource): Promise<void> => {
    if (existing.has(resource.name)) return;
    if (!(await exists(`/${encodeURIComponent(resource.name)}`))) {
      if (!resource.isOurs) throw new ConnectError(`Resource '${resource.name}' does not exist in Elasticsearch`);
      await create(resource);
    }
    existing.add(resource.name);
  };

  const ensureMapped = async (record: SinkRecord, { name }: Resource): Promise<void> => {
    const path = `/${encodeURIComponent(name)}/_mapping`;
    const { body } = await ask(`get mapping for index ${name}`, { method: 'GET', path });
    if (!hasMapping(body)) {
      const mapping = plainJson(documentMapping(record.valueSchema));
      const refusal = ({ status }: HttpResponse) => status === 400;
      const response = await ask(`create mapping for ${name}`, { method: 'PUT', path, body: mapping }, refusal);
      if (refusal(response)) throw new DataError(failureOf(`create mapping for ${name}`, response).message);
    }
    mapped.add(name);
  };

  /** A tombstone has no schema to speak of. */
  const needsMapping = ({ topic, value }: SinkRecord, { name }: Resource): boolean =>
    value !== null && !mapped.has(name) && !settings.schemaIgnored(topic);

  return {
    isReady: (record, resource) => existing.has(resource.name) && !needsMapping(record, resource),
    prepare: async (record, resource) => {
      await ensureExists(resource);
      if (needsMapping(record, resource)) await ensureMapped(record, resource);
    },
    forget: () => {
      existing = new Set();
      mapped = new Set();
    },
  };
};

import { setTimeout as sleep } from 'node:timers/promises';
import { defineSourceTask } from '../../../config/define-task.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import { STRING_SCHEMA } from '../../../connect/schema.ts';
import { plainJson } from '../../../formats/json/plain-json.ts';
import { createAuthentication } from '../auth/authentication.ts';
import { authenticationSettings } from '../auth/authentication-settings.ts';
import { openClient } from '../open-client.ts';
import { parseStatusCodes } from '../status-codes.ts';
import { createTryRequest } from '../try-request.ts';
import { type HttpSourceConfig, httpSourceConfig } from './config.ts';
import { entitiesOf } from './entities.ts';
import { createEntityReader } from './entity-reader.ts';
import { createPageRequest } from './page-request.ts';
import { createPaging, type Page } from './paging.ts';
import { type Place, placeOf, toOffset } from './place.ts';

/** How long a poll waits for the next request's turn, at most. */
const WAIT_MS = 500;

const firstPlace = (config: HttpSourceConfig): Place => {
  const { 'http.initial.offset': initial, 'http.offset.mode': mode } = config;
  return { offset: mode === 'SIMPLE_INCREMENTING' && initial === '' ? '0' : initial, index: 0 };
};

/** Makes the records of one entity. */
const createRecords = (config: HttpSourceConfig, entity: string) => {
  const sourcePartition = { 'entity.name': entity };
  const isText = config['http.response.value.format'] === 'json';
  const common = {
    sourcePartition,
    topic: config['topic.name.pattern'].replaceAll('${entityName}', entity),
    kafkaPartition: null,
    keySchema: null,
    key: null,
    valueSchema: isText ? STRING_SCHEMA : null,
    timestamp: null,
    headers: [],
  } as const;
  const recordOf = ({ value, place }: Page['records'][number]): SourceRecord => ({
    ...common,
    value: isText ? plainJson(value) : value,
    sourceOffset: toOffset(place),
  });
  return { sourcePartition, recordOf };
};

/** Follows `io.confluent.connect.http.HttpSourceTask`; connects with its first poll. */
export const httpSourceTask = defineSourceTask(httpSourceConfig, async (config, context) => {
  const { log } = context;
  const client = await openClient(config, context.configs);
  const tryRequest = createTryRequest({
    client,
    authentication: createAuthentication(
      authenticationSettings(config, config['oauth2.client.mode'] ?? undefined),
      client,
    ),
    retryOn: parseStatusCodes(config['retry.on.status.codes']) ?? (() => true),
  });
  const paging = createPaging({
    mode: config['http.offset.mode'],
    dataPointer: config['http.response.data.json.pointer'],
    offsetPointer: config['http.offset.json.pointer'],
    nextPagePointer: config['http.next.page.json.pointer'],
  });
  const clock = { now: Date.now, random: Math.random };
  const open = async (entity: string) => {
    const { sourcePartition, recordOf } = createRecords(config, entity);
    const stored = await context.offsetStorageReader.offset(sourcePartition);
    const start = stored === null ? firstPlace(config) : placeOf(stored);
    const pageRequest = createPageRequest(config, entity);
    return { reader: createEntityReader({ config, start, pageRequest, paging, tryRequest, log, clock }), recordOf };
  };
  const entities = await Promise.all(entitiesOf(config['entity.names']).map(open));

  const first = () => entities.reduce((one, other) => (other.reader.dueAt() < one.reader.dueAt() ? other : one));

  return {
    poll: async (signal) => {
      if (signal.aborted) return null;
      // Whose turn has been due for longest, so that none keeps the others waiting.
      const { reader, recordOf } = first();
      const waitMs = reader.dueAt() - Date.now();
      if (waitMs > 0) await sleep(Math.min(waitMs, WAIT_MS), undefined, { signal }).catch(() => {});
      if (signal.aborted || reader.dueAt() > Date.now()) return null;
      return (await reader.next(signal)).map(recordOf);
    },
    stop: () => client.close(),
  };
});

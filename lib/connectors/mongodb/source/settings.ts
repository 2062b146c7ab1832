import { javaRegex } from '../../../config/java-regex.ts';
import type { RawConfig } from '../../../connect/connector.ts';
import type { SourcePartition } from '../../../connect/offset.ts';
import { parseBsonDocument, parseBsonJson } from '../bson-json.ts';
import { type BsonDocument, type BsonValue, isDocument } from '../bson-value.ts';
import { retryingBackslashes } from '../plain-json.ts';
import type { MongoSourceConfig } from './config.ts';
import { canResumeCopy } from './copy-stages.ts';
import { type OperationTime, parseOperationTime } from './operation-time.ts';
import { copiesExisting, copyPipelines, newerOf } from './startup.ts';

/** What is watched: a collection, a database when it has no name, the deployment when neither has. */
interface Scope {
  readonly database: string;
  readonly collection: string;
}

export interface CopySettings {
  readonly pipeline: readonly BsonDocument[];
  readonly includes: (namespace: string) => boolean;
  readonly allowDiskUse: boolean;
  /** Whether it can go on where it was, or must begin anew in each run. */
  readonly canResume: boolean;
}

/** A configuration worked out, once a task. */
export interface SourceSettings {
  readonly config: MongoSourceConfig;
  readonly scope: Scope;
  readonly partition: SourcePartition;
  readonly pipeline: readonly BsonDocument[];
  readonly startAt: OperationTime | null;
  /** `null` where nothing is copied. */
  readonly copy: CopySettings | null;
  readonly tolerates: boolean;
  readonly logsErrors: boolean;
  readonly deadLetterTopic: string;
}

const documentsOf = (json: string): readonly BsonDocument[] => {
  if (json.trim() === '') return [];
  const value: BsonValue = retryingBackslashes(json, parseBsonJson);
  return Array.isArray(value) ? value.filter(isDocument) : [];
};

/** The name that a deployment has in offsets, as the original makes it of the connection string. */
const partitionName = (uri: string, { database, collection }: Scope): string => {
  const [, scheme = '', authority = ''] = /^(mongodb(?:\+srv)?:\/\/)([^/?]*)/.exec(uri) ?? [];
  // Credentials end with the last @; hosts are lower case and in the order given.
  const hosts = authority.slice(authority.lastIndexOf('@') + 1).split(',');
  const withPort = hosts.map((host) => decodeURIComponent(host).toLowerCase());
  const scope = collection === '' ? database : `${database}.${collection}`;
  return `${scheme}${withPort.join(',')}/${scope}`;
};

const copySettings = (config: MongoSourceConfig, raw: RawConfig): CopySettings | null => {
  if (!copiesExisting(config)) return null;
  const [pipeline, stream] = copyPipelines(config, raw);
  const pattern = newerOf(config, raw, ['startup.mode.copy.existing.namespace.regex', 'copy.existing.namespace.regex']);
  const regex = pattern === '' ? null : javaRegex(pattern);
  return {
    pipeline: documentsOf(pipeline),
    includes: (namespace) => regex?.test(namespace) ?? true,
    allowDiskUse: newerOf(config, raw, ['startup.mode.copy.existing.allow.disk.use', 'copy.existing.allow.disk.use']),
    canResume: canResumeCopy(pipeline, stream),
  };
};

const override = (raw: RawConfig, key: string): string | undefined => raw[`mongo.${key}`] ?? raw[key];

export const createSettings = (config: MongoSourceConfig, raw: RawConfig): SourceSettings => {
  const scope = { database: config.database, collection: config.collection };
  const tolerates = override(raw, 'errors.tolerance')?.toLowerCase() === 'all';
  const name = config['offset.partition.name'];
  return {
    config,
    scope,
    partition: { ns: name === '' ? partitionName(config['connection.uri'].value(), scope) : name },
    pipeline: documentsOf(config.pipeline),
    startAt:
      config['startup.mode'] === 'timestamp'
        ? parseOperationTime(config['startup.mode.timestamp.start.at.operation.time'])
        : null,
    copy: copySettings(config, raw),
    tolerates,
    logsErrors: !tolerates || override(raw, 'errors.log.enable') === 'true',
    deadLetterTopic: override(raw, 'errors.deadletterqueue.topic.name') ?? '',
  };
};

/** The fields of a collation; `undefined` when none is configured. */
export const collationOf = (json: string): BsonDocument | undefined =>
  json.trim() === '' ? undefined : parseBsonDocument(json);

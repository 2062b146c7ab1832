import { type BsonDocument, type BsonValue, ID_FIELD, isDocument } from '../bson-value.ts';
import type { PostProcessorName } from './class-names.ts';
import { createProjector, type ProjectionType, type Projector } from './projector.ts';
import { renameByMapping, renameByRegExp } from './renamer.ts';
import type { SinkDocument } from './sink-document.ts';
import type { TopicSettings } from './topic-settings.ts';

/** Changes a record's documents before they are written; follows `PostProcessor`. */
export type PostProcessor = (document: SinkDocument) => void;

const addId =
  ({ idStrategy, overwritesIds }: TopicSettings): PostProcessor =>
  (document) => {
    const { value } = document;
    if (value !== null && (overwritesIds || !Object.hasOwn(value, ID_FIELD))) value[ID_FIELD] = idStrategy(document);
  };

const addKafkaMeta: PostProcessor = ({ value, record }) => {
  if (value === null) return;
  value['topic-partition-offset'] = `${record.topic}-${record.kafkaPartition}-${record.kafkaOffset}`;
  if (record.timestamp !== null) value[record.timestampType] = BigInt(record.timestamp);
};

const removeNulls = (document: BsonDocument): void => {
  for (const [name, value] of Object.entries(document)) {
    if (value === null) delete document[name];
    else removeNullsWithin(value);
  }
};

const removeNullsWithin = (value: BsonValue): void => {
  if (isDocument(value)) removeNulls(value);
  else if (Array.isArray(value)) for (const item of value) if (isDocument(item)) removeNulls(item);
};

const projecting = (part: 'key' | 'value', type: ProjectionType, list: string): PostProcessor | null => {
  const project: Projector | null = createProjector(type, list);
  if (project === null) return null;
  return (document) => {
    const target = document[part];
    if (target !== null) project(target);
  };
};

type Create = (settings: TopicSettings) => PostProcessor | null;

const keyBy =
  (type: ProjectionType): Create =>
  ({ config }) =>
    projecting('key', type, config['key.projection.list']);
const valueBy =
  (type: ProjectionType): Create =>
  ({ config }) =>
    projecting('value', type, config['value.projection.list']);

const CREATE: Readonly<Record<PostProcessorName, Create>> = {
  DocumentIdAdder: addId,
  AllowListKeyProjector: keyBy('allowlist'),
  WhitelistKeyProjector: keyBy('allowlist'),
  AllowListValueProjector: valueBy('allowlist'),
  WhitelistValueProjector: valueBy('allowlist'),
  BlockListKeyProjector: keyBy('blocklist'),
  BlacklistKeyProjector: keyBy('blocklist'),
  BlockListValueProjector: valueBy('blocklist'),
  BlacklistValueProjector: valueBy('blocklist'),
  KafkaMetaAdder: () => addKafkaMeta,
  NullFieldValueRemover:
    () =>
    ({ value }) => {
      if (value !== null) removeNulls(value);
    },
  RenameByMapping: ({ config }) => renameByMapping(config['field.renamer.mapping']),
  RenameByRegExp: ({ config }) => renameByRegExp(config['field.renamer.regexp']),
};

/** The chain in its order; an id is added first where the chain does not say when. Follows `PostProcessors`. */
export const createPostProcessors = (
  names: readonly PostProcessorName[],
  settings: TopicSettings,
): readonly PostProcessor[] => {
  const all: readonly PostProcessorName[] = names.includes('DocumentIdAdder') ? names : ['DocumentIdAdder', ...names];
  return all.flatMap((name) => CREATE[name](settings) ?? []);
};

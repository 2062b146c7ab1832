import type { TransformationPlugin } from '../config/define-transformation.ts';
import { byLogicalTableRouter, toLogicalTopicRouter } from './by-logical-table-router.ts';
import { cast } from './cast.ts';
import { collectionNameTransformation } from './collection-name-transformation.ts';
import { contentBasedFilter } from './content-based-filter.ts';
import { contentBasedRouter } from './content-based-router.ts';
import { decodeLogicalDecodingMessageContent } from './decode-logical-decoding-message-content.ts';
import { drop } from './drop.ts';
import { dropHeaders } from './drop-headers.ts';
import { eventRouter } from './event-router.ts';
import { extractChangedRecordState } from './extract-changed-record-state.ts';
import { extractField } from './extract-field.ts';
import { extractNewDocumentState } from './extract-new-document-state.ts';
import { extractNewRecordState } from './extract-new-record-state.ts';
import { extractSchemaToNewRecord } from './extract-schema-to-new-record.ts';
import { extractTopic } from './extract-topic.ts';
import { fieldNameTransformation } from './field-name-transformation.ts';
import { filter } from './filter.ts';
import { flatten } from './flatten.ts';
import { headerFrom } from './header-from.ts';
import { headerToValue } from './header-to-value.ts';
import { hoistField } from './hoist-field.ts';
import { insertField } from './insert-field.ts';
import { insertHeader } from './insert-header.ts';
import { maskField } from './mask-field.ts';
import { messageTimestampRouter } from './message-timestamp-router.ts';
import { mongoEventRouter } from './mongo-event-router.ts';
import { partitionRouting } from './partition-routing.ts';
import { regexRouter } from './regex-router.ts';
import { replaceField } from './replace-field.ts';
import { schemaChangeEventFilter } from './schema-change-event-filter.ts';
import { setSchemaMetadata } from './set-schema-metadata.ts';
import { timestampConverter } from './timestamp-converter.ts';
import { timestampRouter } from './timestamp-router.ts';
import { timezoneConverter } from './timezone-converter.ts';
import { tombstoneHandler } from './tombstone-handler.ts';
import { valueToKey } from './value-to-key.ts';

/** Those that come with Apache Kafka. */
const kafka: readonly TransformationPlugin[] = [
  ...cast,
  dropHeaders,
  ...extractField,
  filter,
  ...flatten,
  ...headerFrom,
  ...hoistField,
  ...insertField,
  insertHeader,
  ...maskField,
  regexRouter,
  ...replaceField,
  ...setSchemaMetadata,
  ...timestampConverter,
  timestampRouter,
  valueToKey,
];

const confluent: readonly TransformationPlugin[] = [...drop, ...extractTopic, messageTimestampRouter, tombstoneHandler];

const debezium: readonly TransformationPlugin[] = [
  byLogicalTableRouter,
  collectionNameTransformation,
  contentBasedFilter,
  contentBasedRouter,
  decodeLogicalDecodingMessageContent,
  eventRouter,
  extractChangedRecordState,
  extractNewDocumentState,
  extractNewRecordState,
  extractSchemaToNewRecord,
  fieldNameTransformation,
  headerToValue,
  mongoEventRouter,
  partitionRouting,
  schemaChangeEventFilter,
  timezoneConverter,
  toLogicalTopicRouter,
];

/** Every transformation. Where two have one simple name, it means Kafka's. */
export const transformations: readonly TransformationPlugin[] = [...kafka, ...confluent, ...debezium];

import type { RawConfig } from '../../../lib/connect/connector.ts';

const KAFKA = 'org.apache.kafka.connect.transforms';

/** Settings without which a transformation or predicate cannot be made, by class without `$Key` and the like. */
export const requiredSettings: Readonly<Record<string, RawConfig>> = {
  [`${KAFKA}.Cast`]: { spec: 'id:string' },
  [`${KAFKA}.DropHeaders`]: { headers: 'h' },
  [`${KAFKA}.ExtractField`]: { field: 'name' },
  [`${KAFKA}.HeaderFrom`]: { fields: 'name', headers: 'n', operation: 'move' },
  [`${KAFKA}.HoistField`]: { field: 'w' },
  [`${KAFKA}.InsertField`]: { 'topic.field': 't' },
  [`${KAFKA}.InsertHeader`]: { header: 'h', 'value.literal': '42' },
  [`${KAFKA}.MaskField`]: { fields: 'name' },
  [`${KAFKA}.RegexRouter`]: { regex: '(.*)', replacement: 'x-$1' },
  [`${KAFKA}.SetSchemaMetadata`]: { 'schema.name': 'N' },
  [`${KAFKA}.TimestampConverter`]: { 'target.type': 'unix', field: 'ts' },
  [`${KAFKA}.ValueToKey`]: { fields: 'id' },
  'io.confluent.connect.transforms.ExtractTopic': { field: 'h', 'skip.missing.or.null': 'true' },
  'io.debezium.transforms.ByLogicalTableRouter': { 'topic.regex': '(.*)', 'topic.replacement': 'x-$1' },
  'io.debezium.transforms.ContentBasedRouter': { 'topic.expression': "topic + '-x'", language: 'cel' },
  'io.debezium.transforms.Filter': { condition: "topic == 't'", language: 'cel' },
  'io.debezium.transforms.HeaderToValue': { headers: 'h', fields: 'h', operation: 'move' },
  'io.debezium.transforms.partitions.PartitionRouting': {
    'partition.payload.fields': 'op',
    'partition.topic.num': '2',
  },
  'io.debezium.transforms.SchemaChangeEventFilter': { 'schema.change.event.exclude.list': 'DROP' },
  'io.debezium.transforms.TimezoneConverter': { 'converted.timezone': 'Europe/Paris' },
  'io.debezium.transforms.ToLogicalTopicRouter': { 'topic.regex': '(.*)', 'topic.replacement': 'x-$1' },
  [`${KAFKA}.predicates.HasHeaderKey`]: { name: 'h' },
  [`${KAFKA}.predicates.TopicNameMatches`]: { pattern: 't.*' },
};

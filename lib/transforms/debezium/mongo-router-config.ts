import { type ConfigOf, defineConfig } from '../../config/config-def.ts';
import {
  additionalMissing,
  additionalPlacement,
  type EventRouterConfig,
  invalidOperation,
  outboxField,
  routerKeys,
} from './event-router-config.ts';

/** The keys of Debezium's MongoEventRouter. */
export const mongoRouterConfig = defineConfig({
  'collection.field.event.id': outboxField('the id of the event', 'Event ID Field', '_id'),
  'collection.field.event.key': outboxField('the key of the record', 'Event Key Field', 'aggregateid'),
  'collection.field.event.type': outboxField(
    'the type of the event, for those who place it',
    'Event Type Field',
    'type',
  ),
  'collection.field.event.timestamp': {
    ...outboxField("the record's timestamp, an int64 of milliseconds", 'Event Timestamp Field', null),
    importance: 'MEDIUM',
  },
  'collection.field.event.payload': outboxField('the payload', 'Event Payload Field', 'payload'),
  'collection.field.event.schema.version': outboxField(
    "the version of the value's schema",
    'Event Schema Version Field',
    null,
  ),
  'collection.fields.additional.placement': additionalPlacement,
  'collection.field.additional.missing': additionalMissing,
  'collection.expand.json.payload': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    width: 'MEDIUM',
    displayName: 'Expand Payload escaped string as real JSON',
    documentation: 'Whether a document that is the payload becomes a struct; otherwise it becomes its JSON, as a text.',
  },
  'table.op.invalid.behavior': invalidOperation,
  'collection.op.invalid.behavior': {
    ...invalidOperation,
    default: null,
    documentation: 'The same, by the name that the documentation gives it; it wins where both are given.',
  },
  ...routerKeys,
});

export type MongoRouterConfig = ConfigOf<typeof mongoRouterConfig>;

/** The same in the words of tables, as the original passes it on. */
export const asTableConfig = (config: MongoRouterConfig): EventRouterConfig => ({
  ...config,
  'table.field.event.id': config['collection.field.event.id'],
  'table.field.event.key': config['collection.field.event.key'],
  'table.field.event.type': config['collection.field.event.type'],
  'table.field.event.timestamp': config['collection.field.event.timestamp'],
  'table.field.event.payload': config['collection.field.event.payload'],
  'table.field.event.schema.version': config['collection.field.event.schema.version'],
  'table.fields.additional.placement': config['collection.fields.additional.placement'],
  'table.field.additional.missing': config['collection.field.additional.missing'],
  'table.op.invalid.behavior': config['collection.op.invalid.behavior'] ?? config['table.op.invalid.behavior'],
  'table.expand.json.payload': false,
  'table.json.payload.null.behavior': 'ignore',
  'table.json.payload.empty.array.behavior': 'ignore',
});

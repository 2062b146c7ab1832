import { type ConfigOf, defineConfig } from '../../config/config-def.ts';
import { invalidValue } from '../../config/invalid-value.ts';
import { validJavaRegex } from '../../config/java-regex.ts';
import { oneOfIgnoringCase, type Validator } from '../../config/validators.ts';
import { listOf } from '../record/validators.ts';
import { parsePlacements } from './placements.ts';

const notSupported: Validator<boolean> = {
  description: '[false]',
  ensureValid: (name, value) => {
    if (value === true) throw invalidValue(name, value, 'Payloads cannot be expanded here: leave them as JSON text');
  },
};

const column = (content: string, displayName: string, name: string | null) =>
  ({
    type: 'STRING',
    default: name,
    importance: 'LOW',
    width: 'MEDIUM',
    displayName,
    documentation: `Column of the outbox table with ${content}.`,
  }) as const;

/** The keys of Debezium's outbox EventRouter. */
export const eventRouterConfig = defineConfig({
  'table.field.event.id': column('the id of the event', 'Event ID Field', 'id'),
  'table.field.event.key': column('the key of the record', 'Event Key Field', 'aggregateid'),
  'table.field.event.type': column('the type of the event, for those who place it', 'Event Type Field', 'type'),
  'table.field.event.payload': column('the payload', 'Event Payload Field', 'payload'),
  'table.field.event.timestamp': column("the record's timestamp", 'Event Timestamp Field', null),
  'table.field.event.schema.version': column("the version of the value's schema", 'Event Schema Version Field', null),
  'table.fields.additional.placement': {
    type: 'LIST',
    default: [],
    importance: 'HIGH',
    width: 'MEDIUM',
    displayName: 'Settings for each additional column in the outbox table',
    documentation:
      'Where more columns go, as column:place or column:place:alias; places are header, envelope (then the value is a struct) and partition.',
    validator: listOf('list of colon-delimited pairs or trios', parsePlacements),
  },
  'table.field.additional.missing': {
    type: 'STRING',
    default: 'error',
    importance: 'MEDIUM',
    width: 'MEDIUM',
    displayName: 'Behavior when an additional field is missing in the change data',
    documentation: 'Whether a missing column of those is an error or ignored.',
    validator: oneOfIgnoringCase('error', 'ignore'),
  },
  'table.op.invalid.behavior': {
    type: 'STRING',
    default: 'warn',
    importance: 'MEDIUM',
    width: 'MEDIUM',
    displayName: 'Behavior when capturing an unexpected outbox event',
    documentation:
      'What an update of the outbox table does: warn and error leave it out and log it at that level, fatal fails.',
    validator: oneOfIgnoringCase('warn', 'error', 'fatal'),
  },
  'table.expand.json.payload': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    width: 'MEDIUM',
    displayName: 'Expand Payload escaped string as real JSON',
    documentation: 'Whether JSON in a text becomes a struct. Not supported here.',
    validator: notSupported,
  },
  'route.by.field': {
    type: 'STRING',
    default: 'aggregatetype',
    importance: 'HIGH',
    width: 'MEDIUM',
    displayName: 'Field to route events by',
    documentation: 'Column whose value the topic is made of.',
  },
  'route.topic.regex': {
    type: 'STRING',
    default: '(?<routedByValue>.*)',
    importance: 'LOW',
    width: 'MEDIUM',
    displayName: 'The name of the routed topic',
    documentation: 'Pattern that the whole of that value must match.',
    validator: validJavaRegex,
  },
  'route.topic.replacement': {
    type: 'STRING',
    default: 'outbox.event.${routedByValue}',
    importance: 'HIGH',
    width: 'MEDIUM',
    displayName: 'The name of the routed topic',
    documentation: 'The topic, with references to the groups of the pattern.',
  },
  'route.tombstone.on.empty.payload': {
    type: 'BOOLEAN',
    default: false,
    importance: 'HIGH',
    width: 'MEDIUM',
    displayName: 'Empty payloads cause a tombstone message',
    documentation: 'Whether an event with an empty payload becomes a tombstone.',
  },
});

export type EventRouterConfig = ConfigOf<typeof eventRouterConfig>;

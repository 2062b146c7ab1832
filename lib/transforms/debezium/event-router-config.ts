import { type ConfigOf, defineConfig } from '../../config/config-def.ts';
import { validJavaRegex } from '../../config/java-regex.ts';
import { oneOfIgnoringCase } from '../../config/validators.ts';
import { listOf } from '../record/validators.ts';
import { parsePlacements } from './placements.ts';

/** A key that names a column, or a field of a document. */
export const outboxField = (content: string, displayName: string, name: string | null) =>
  ({
    type: 'STRING',
    default: name,
    importance: 'LOW',
    width: 'MEDIUM',
    displayName,
    documentation: `Column or field of the outbox with ${content}.`,
  }) as const;

const NO_TRACING = 'Spans are traced where OpenTelemetry is installed beside the original; there is none here.';

const tracing = (displayName: string, value: string) =>
  ({
    type: 'STRING',
    default: value,
    importance: 'HIGH',
    width: 'MEDIUM',
    displayName,
    documentation: 'Part of distributed tracing.',
    ignored: NO_TRACING,
  }) as const;

/** What the routers of both kinds of outbox have in common. */
export const routerKeys = {
  'route.by.field': {
    type: 'STRING',
    default: 'aggregatetype',
    importance: 'HIGH',
    width: 'MEDIUM',
    displayName: 'Field to route events by',
    documentation: 'Column or field whose value the topic is made of.',
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
  'tracing.span.context.field': tracing('Serialized tracing span context field', 'tracingspancontext'),
  'tracing.operation.name': tracing('Tracing operation name', 'debezium-read'),
  'tracing.with.context.field.only': {
    ...tracing('Trace only events with context field present', ''),
    type: 'BOOLEAN',
    default: false,
  },
} as const;

export const additionalPlacement = {
  type: 'LIST',
  default: [],
  importance: 'HIGH',
  width: 'MEDIUM',
  displayName: 'Settings for each additional column in the outbox table',
  documentation:
    'Where more columns or fields go, as column:place or column:place:alias; places are header, envelope (then the value is a struct) and partition.',
  validator: listOf('list of colon-delimited pairs or trios', parsePlacements),
} as const;

export const additionalMissing = {
  type: 'STRING',
  default: 'error',
  importance: 'MEDIUM',
  width: 'MEDIUM',
  displayName: 'Behavior when an additional field is missing in the change data',
  documentation: 'Whether a missing one of those is an error or ignored.',
  validator: oneOfIgnoringCase('error', 'ignore'),
} as const;

export const invalidOperation = {
  type: 'STRING',
  default: 'warn',
  importance: 'MEDIUM',
  width: 'MEDIUM',
  displayName: 'Behavior when capturing an unexpected outbox event',
  documentation:
    'What an update of the outbox does: warn and error leave it out and log it at that level, fatal fails.',
  validator: oneOfIgnoringCase('warn', 'error', 'fatal'),
} as const;

/** The keys of Debezium's outbox EventRouter. */
export const eventRouterConfig = defineConfig({
  'table.field.event.id': outboxField('the id of the event', 'Event ID Field', 'id'),
  'table.field.event.key': outboxField('the key of the record', 'Event Key Field', 'aggregateid'),
  'table.field.event.type': outboxField('the type of the event, for those who place it', 'Event Type Field', 'type'),
  'table.field.event.payload': outboxField('the payload', 'Event Payload Field', 'payload'),
  'table.field.event.timestamp': outboxField("the record's timestamp", 'Event Timestamp Field', null),
  'table.field.event.schema.version': outboxField(
    "the version of the value's schema",
    'Event Schema Version Field',
    null,
  ),
  'table.fields.additional.placement': additionalPlacement,
  'table.field.additional.missing': additionalMissing,
  'table.op.invalid.behavior': invalidOperation,
  'table.expand.json.payload': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    width: 'MEDIUM',
    displayName: 'Expand Payload escaped string as real JSON',
    documentation:
      'Whether an object in JSON becomes a struct, with the schema that it shows; what is none stays as it is, with a warning.',
  },
  'table.json.payload.null.behavior': {
    type: 'STRING',
    default: 'ignore',
    importance: 'MEDIUM',
    width: 'MEDIUM',
    displayName: 'Behavior when json payload including null value',
    documentation: 'What becomes of fields that are null in such an object: they are left out, or are bytes.',
    validator: oneOfIgnoringCase('ignore', 'optional_bytes'),
  },
  'table.json.payload.empty.array.behavior': {
    type: 'STRING',
    default: 'ignore',
    importance: 'MEDIUM',
    width: 'MEDIUM',
    displayName: 'Behavior when json payload including empty array value',
    documentation: 'What becomes of empty arrays in such an object: they are left out, or are arrays of texts.',
    validator: oneOfIgnoringCase('ignore', 'optional_string'),
  },
  ...routerKeys,
});

export type EventRouterConfig = ConfigOf<typeof eventRouterConfig>;

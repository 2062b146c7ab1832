import { type ConfigOf, defineConfig } from '../../config/config-def.ts';
import { oneOfIgnoringCase } from '../../config/validators.ts';
import { ADJUSTMENT_MODES } from '../../formats/avro/name-adjuster.ts';
import { converterTypeConfig } from '../converter-type.ts';
import { innerKeys } from './inner-keys.ts';
import { metadataSource } from './metadata-source.ts';

/** Follows `CloudEventsConverterConfig`. */
const ownKeys = defineConfig({
  ...converterTypeConfig,
  'serializer.type': {
    type: 'STRING',
    default: 'json',
    validator: oneOfIgnoringCase('json', 'avro'),
    importance: 'HIGH',
    documentation: 'How the event is written, its data apart: as JSON, or as Avro, which needs Avro for the data too.',
    displayName: 'CloudEvents serializer type',
  },
  'data.serializer.type': {
    type: 'STRING',
    default: 'json',
    validator: oneOfIgnoringCase('json', 'avro'),
    importance: 'HIGH',
    documentation:
      "How the event's data is written. Settings of these go under json. and avro., as avro.schema.registry.url.",
    displayName: 'CloudEvents data serializer type',
  },
  'opentelemetry.tracing.attributes.enable': {
    type: 'BOOLEAN',
    default: false,
    importance: 'HIGH',
    documentation: 'Whether events have the attribute traceparent, from the header of that name.',
    displayName: 'Enable OpenTelemetry tracing attributes',
  },
  'extension.attributes.enable': {
    type: 'BOOLEAN',
    default: true,
    importance: 'HIGH',
    documentation:
      'Whether events have the operation, the source and the transaction of a change as attributes iodebezium….',
    displayName: 'Enable extension attributes',
  },
  'schema.name.adjustment.mode': {
    type: 'STRING',
    default: 'avro',
    validator: oneOfIgnoringCase(...ADJUSTMENT_MODES),
    importance: 'LOW',
    documentation:
      "Whether characters that Avro does not allow are replaced in the name of the event's schema, by underscores.",
    displayName: 'Schema name adjustment mode',
  },
  'schema.cloudevents.name': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation:
      "Name of the event's schema in the registry. By default <topic.prefix>.<database>.CloudEvents.Envelope.",
    displayName: 'CloudEvents schema name',
  },
  'schema.data.name.source.header.enable': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: "Whether the name of the data's schema may come from the header dataSchemaName.",
    displayName: 'Enable schema data name from header',
  },
  'metadata.source': {
    type: 'LIST',
    default: ['value', 'id:generate', 'type:generate', 'traceparent:header', 'dataSchemaName:generate'],
    validator: metadataSource,
    importance: 'HIGH',
    documentation:
      "Where an event's attributes come from: value is the change event, header the record's headers source, op and transaction, in JSON with its schema. Behind it the same for id, type, traceparent and dataSchemaName: header, or generate, which makes them from the change.",
    displayName: 'Metadata source',
  },
});

export const cloudEventsConfig = { ...innerKeys, ...ownKeys };

export type CloudEventsConfig = ConfigOf<typeof ownKeys>;

import type { Converter, RecordHeaders } from '../../connect/converter.ts';
import { DataError } from '../../connect/errors.ts';
import type { StructSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { schemaNameAdjuster } from '../../formats/avro/name-adjuster.ts';
import type { CloudEventsConfig } from './config.ts';
import { eventId } from './connector-events.ts';
import { createLayout, type EventLayout, type EventShape, type LayoutOptions } from './event-layout.ts';
import { extensionValues } from './extension-attributes.ts';
import { createHeaderReader } from './header-reader.ts';
import { fromHeaders } from './metadata-source.ts';
import { EVENT_SUFFIX } from './names.ts';

/** A change event about to be a CloudEvent. */
interface Change {
  readonly layout: EventLayout;
  readonly source: Struct;
  readonly op: ConnectValue;
  readonly transaction: Struct | null;
  readonly headers: RecordHeaders | undefined;
}

export interface EventMaker {
  /** Whether a record is such a change, by its schema or its headers. */
  isChange(schema: { readonly name: string | undefined }, headers: RecordHeaders | undefined): boolean;
  changeOf(schema: StructSchema, value: Struct, headers: RecordHeaders | undefined): Change;
  /** `data` and `dataSchema` only where the layout has them. */
  event(change: Change, parts: { readonly data?: ConnectValue; readonly dataSchema?: string }): Struct;
}

const fieldIn = (value: Struct, field: string): ConnectValue =>
  value.schema.fieldIndex.has(field) ? value.get(field) : null;

const structIn = (value: Struct, field: string): Struct | null => {
  const found = fieldIn(value, field);
  return found instanceof Struct ? found : null;
};

const timeText = (source: Struct): string => new Date(Number(source.get('ts_ms'))).toISOString();

/** Follows `CloudEventsMaker` and `CloudEventsConverter.convertToCloudEventsFormat`. */
export const createEventMaker = (
  config: CloudEventsConfig,
  options: Pick<LayoutOptions, 'hasDataSchema' | 'dataField'>,
  headerConverter: Converter,
): EventMaker => {
  const layouts = new WeakMap<StructSchema, { readonly layout: EventLayout; readonly dataName: string | undefined }>();
  const adjust = schemaNameAdjuster(config['schema.name.adjustment.mode']);
  const contentType = `application/${config['data.serializer.type']}`;
  const from = fromHeaders(config);
  const reader = createHeaderReader(headerConverter);
  const extensions = config['extension.attributes.enable'];
  const traceparent = config['opentelemetry.tracing.attributes.enable'];

  const layoutOf = (shape: EventShape): EventLayout => {
    const known = layouts.get(shape.valueSchema);
    const fits = known?.layout.sourceSchema === shape.sourceSchema && known.dataName === shape.dataName;
    if (known?.layout.connector === shape.connector && fits) return known.layout;
    const layout = createLayout(shape, { ...options, extensions, traceparent, isWhole: from.change });
    layouts.set(shape.valueSchema, { layout, dataName: shape.dataName });
    return layout;
  };

  // Only Avro writes the name of the event's schema.
  const nameOf = (source: Struct): string | undefined =>
    config['serializer.type'] === 'json'
      ? undefined
      : adjust(
          config['schema.cloudevents.name'] ??
            `${String(source.get('name'))}.${String(source.get('db'))}.${EVENT_SUFFIX}`,
        );

  const typeOf = ({ connector }: EventLayout): string => `io.debezium.connector.${connector}.DataChangeEvent`;

  const context = ({ layout, source, headers }: Change): readonly ConnectValue[] => [
    from.id ? reader.text(headers, 'id') : eventId(layout.events, source),
    `/debezium/${layout.connector}/${String(source.get('name'))}`,
    '1.0',
    from.type ? reader.text(headers, 'type') : typeOf(layout),
    timeText(source),
    contentType,
  ];

  const traceOf = (headers: RecordHeaders | undefined): string => {
    if (from.traceparent) return reader.text(headers, 'traceparent');
    throw new DataError(
      "Value for `traceparent` CloudEvents field currently can't be obtained from a record value and can only be obtained from a record header",
    );
  };

  /** What is told about a change beside its data. */
  const metadataOf = (value: Struct, headers: RecordHeaders | undefined) =>
    from.change
      ? {
          source: reader.struct(headers, 'source'),
          op: reader.text(headers, 'op'),
          transaction: reader.struct(headers, 'transaction'),
        }
      : { source: structIn(value, 'source'), op: fieldIn(value, 'op'), transaction: structIn(value, 'transaction') };

  return {
    isChange: ({ name }, headers) =>
      from.change ? reader.has(headers, 'source') && reader.has(headers, 'op') : (name?.endsWith('.Envelope') ?? false),
    changeOf: (valueSchema, value, headers) => {
      const { source, op, transaction } = metadataOf(value, headers);
      if (source === null) throw new DataError('A change event has no source to make a CloudEvent of');
      const dataName = from.dataSchemaName ? reader.text(headers, 'dataSchemaName') : undefined;
      const connector = String(source.get('connector'));
      const layout = layoutOf({ valueSchema, sourceSchema: source.schema, connector, dataName });
      return { layout, source, op, transaction, headers };
    },
    event: (change, { data, dataSchema }) =>
      new Struct(change.layout.eventSchema(nameOf(change.source)), [
        ...context(change),
        ...(dataSchema === undefined ? [] : [dataSchema]),
        ...(traceparent ? [traceOf(change.headers)] : []),
        ...(extensions ? extensionValues(change.op, change.source, change.transaction) : []),
        ...(data === undefined ? [] : [data]),
      ]),
  };
};

import { DataError } from '../../connect/errors.ts';
import type { StructSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { schemaNameAdjuster } from '../../formats/avro/name-adjuster.ts';
import type { CloudEventsConfig } from './config.ts';
import { eventId } from './connector-events.ts';
import { createLayout, type EventLayout, type LayoutOptions } from './event-layout.ts';
import { extensionValues } from './extension-attributes.ts';
import { EVENT_SUFFIX } from './names.ts';

/** A change event about to be a CloudEvent. */
interface Change {
  readonly layout: EventLayout;
  readonly value: Struct;
  readonly source: Struct;
}

export interface EventMaker {
  changeOf(schema: StructSchema, value: Struct): Change;
  /** `data` and `dataSchema` only where the layout has them. */
  event(change: Change, parts: { readonly data?: ConnectValue; readonly dataSchema?: string }): Struct;
}

const structIn = (value: Struct, field: string): Struct | null => {
  const found = value.schema.fieldIndex.has(field) ? value.get(field) : null;
  return found instanceof Struct ? found : null;
};

const timeText = (source: Struct): string => new Date(Number(source.get('ts_ms'))).toISOString();

/** Follows `CloudEventsMaker` and `CloudEventsConverter.convertToCloudEventsFormat`. */
export const createEventMaker = (config: CloudEventsConfig, options: LayoutOptions): EventMaker => {
  const layouts = new WeakMap<StructSchema, EventLayout>();
  const adjust = schemaNameAdjuster(config['schema.name.adjustment.mode']);
  const contentType = `application/${config['data.serializer.type']}`;

  const layoutOf = (schema: StructSchema, connector: string): EventLayout => {
    const known = layouts.get(schema);
    if (known?.connector === connector) return known;
    const layout = createLayout(schema, connector, options);
    layouts.set(schema, layout);
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

  const context = ({ layout, source }: Change): readonly ConnectValue[] => [
    eventId(layout.events, source),
    `/debezium/${layout.connector}/${String(source.get('name'))}`,
    '1.0',
    `io.debezium.connector.${layout.connector}.DataChangeEvent`,
    timeText(source),
    contentType,
  ];

  return {
    changeOf: (schema, value) => {
      const source = structIn(value, 'source');
      if (source === null) throw new DataError('A change event has no source to make a CloudEvent of');
      return { layout: layoutOf(schema, String(source.get('connector'))), value, source };
    },
    event: (change, { data, dataSchema }) =>
      new Struct(change.layout.eventSchema(nameOf(change.source)), [
        ...context(change),
        ...(dataSchema === undefined ? [] : [dataSchema]),
        ...(options.extensions
          ? extensionValues(change.value.get('op'), change.source, structIn(change.value, 'transaction'))
          : []),
        ...(data === undefined ? [] : [data]),
      ]),
  };
};

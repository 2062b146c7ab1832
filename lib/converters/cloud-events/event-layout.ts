import { fieldOf, type Schema, STRING_SCHEMA, type StructSchema, structSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { type ConnectorEvents, connectorEvents } from './connector-events.ts';
import { extensionAttributes } from './extension-attributes.ts';

/** How the events of one schema look; made once per schema. */
export interface EventLayout {
  readonly connector: string;
  readonly events: ConnectorEvents;
  readonly sourceSchema: StructSchema;
  readonly dataSchema: StructSchema;
  /** Of an event of this name, whose data is as the layout's options say. */
  eventSchema(name: string | undefined): StructSchema;
  dataOf(change: Struct): Struct;
}

export interface LayoutOptions {
  readonly extensions: boolean;
  readonly traceparent: boolean;
  /** Whether the data is all of the value, since the rest is in headers. */
  readonly isWhole: boolean;
  /** Whether events name the schema of their data. */
  readonly hasDataSchema: boolean;
  /** The schema of the event's field `data`; `null` where there is no such field. */
  dataField(dataSchema: StructSchema): Schema | null;
}

type Fields = ReadonlyArray<readonly [name: string, schema: Schema]>;

const CONTEXT = ['id', 'source', 'specversion', 'type', 'time', 'datacontenttype'];

const strings = (names: readonly string[]): Fields => names.map((name) => [name, STRING_SCHEMA]);

/** What an event is made of. */
export interface EventShape {
  readonly valueSchema: StructSchema;
  readonly sourceSchema: StructSchema;
  readonly connector: string;
  /** As a header has it. */
  readonly dataName: string | undefined;
}

/** @throws DataError when there is no CloudEvent of this connector's. */
export const createLayout = (shape: EventShape, options: LayoutOptions): EventLayout => {
  const { valueSchema, sourceSchema, connector } = shape;
  const events = connectorEvents(connector);
  const isWhole = options.isWhole || events.data.length === 0;
  const fields = isWhole ? valueSchema.fields : events.data.flatMap((name) => fieldOf(valueSchema, name) ?? []);
  const dataSchema = structSchema(
    fields.map(({ name, schema }) => [name, schema]),
    { name: shape.dataName ?? `io.debezium.connector.${connector}.Data` },
  );
  const dataField = options.dataField(dataSchema);
  const eventFields: Fields = [
    ...strings(options.hasDataSchema ? [...CONTEXT, 'dataschema'] : CONTEXT),
    ...strings(options.traceparent ? ['traceparent'] : []),
    ...(options.extensions ? extensionAttributes(sourceSchema) : []),
    ...(dataField === null ? [] : [['data', dataField] as const]),
  ];
  const byName = new Map<string | undefined, StructSchema>();
  const eventSchema = (name: string | undefined): StructSchema => {
    const known = byName.get(name);
    if (known !== undefined) return known;
    const schema = structSchema(eventFields, { name });
    byName.set(name, schema);
    return schema;
  };
  const dataOf = (change: Struct): Struct =>
    new Struct(
      dataSchema,
      fields.map(({ index }): ConnectValue => change.values[index] ?? null),
    );
  return { connector, events, sourceSchema, dataSchema, eventSchema, dataOf };
};

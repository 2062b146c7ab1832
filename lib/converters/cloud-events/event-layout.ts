import { DataError } from '../../connect/errors.ts';
import { fieldOf, type Schema, STRING_SCHEMA, type StructSchema, structSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { type ConnectorEvents, connectorEvents } from './connector-events.ts';
import { extensionAttributes } from './extension-attributes.ts';

/** How the events of one schema look; made once per schema. */
export interface EventLayout {
  readonly connector: string;
  readonly events: ConnectorEvents;
  readonly dataSchema: StructSchema;
  /** Of an event of this name, whose data is as the layout's options say. */
  eventSchema(name: string | undefined): StructSchema;
  dataOf(change: Struct): Struct;
}

export interface LayoutOptions {
  readonly extensions: boolean;
  /** Whether events name the schema of their data. */
  readonly hasDataSchema: boolean;
  /** The schema of the event's field `data`; `null` where there is no such field. */
  dataField(dataSchema: StructSchema): Schema | null;
}

type Fields = ReadonlyArray<readonly [name: string, schema: Schema]>;

const CONTEXT = ['id', 'source', 'specversion', 'type', 'time', 'datacontenttype'];

const strings = (names: readonly string[]): Fields => names.map((name) => [name, STRING_SCHEMA]);

const sourceSchema = (envelope: StructSchema): StructSchema => {
  const schema = fieldOf(envelope, 'source')?.schema;
  if (schema?.type !== 'STRUCT') throw new DataError('A change event has no source to make a CloudEvent of');
  return schema;
};

const dataFields = (envelope: StructSchema, { data }: ConnectorEvents): StructSchema['fields'] =>
  data.length === 0 ? envelope.fields : data.flatMap((name) => fieldOf(envelope, name) ?? []);

/** @throws DataError when there is no CloudEvent of this connector's. */
export const createLayout = (envelope: StructSchema, connector: string, options: LayoutOptions): EventLayout => {
  const events = connectorEvents(connector);
  const fields = dataFields(envelope, events);
  const dataSchema = structSchema(
    fields.map(({ name, schema }) => [name, schema]),
    { name: `io.debezium.connector.${connector}.Data` },
  );
  const dataField = options.dataField(dataSchema);
  const eventFields: Fields = [
    ...strings(options.hasDataSchema ? [...CONTEXT, 'dataschema'] : CONTEXT),
    ...(options.extensions ? extensionAttributes(sourceSchema(envelope)) : []),
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
  return { connector, events, dataSchema, eventSchema, dataOf };
};

import { DataError } from '../../connect/errors.ts';
import type { Header } from '../../connect/header.ts';
import type { Logger } from '../../connect/logger.ts';
import { type ConnectRecord, newRecord } from '../../connect/record.ts';
import type { Field } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { Transformation } from '../../connect/transformation.ts';
import type { ConnectValue, SchemaAndValue } from '../../connect/value.ts';
import { NULL_VALUE } from '../../connect/value.ts';
import { renameTopic } from '../topic/rename-topic.ts';
import { envelopeOf } from './envelope.ts';
import type { EventRouterConfig } from './event-router-config.ts';
import { eventTimestamp } from './event-timestamp.ts';
import { createJsonPayload } from './json-payload.ts';
import { createOutboxTables, type OutboxTable } from './outbox-schemas.ts';
import { parsePlacements } from './placements.ts';

const isEmpty = (payload: ConnectValue): boolean =>
  payload === null || (typeof payload === 'string' && payload.trim() === '');

const columnOf = (row: Struct, field: Field): ConnectValue =>
  row.values[field.index] ?? field.schema.defaultValue ?? null;

interface OutboxRouterOptions {
  readonly config: EventRouterConfig;
  readonly log: Logger;
  /** The row or document that an event inserts. @throws DataError where there is none. */
  rowOf(event: Struct): Struct;
}

/**
 * Makes events of their own of what is inserted into an outbox. Follows `io.debezium.transforms.outbox.EventRouterDelegate`,
 * but names the schema of a value after its own topic rather than the first one.
 */
export const createOutboxRouter = ({ config, log, rowOf }: OutboxRouterOptions): Transformation => {
  const placements = parsePlacements(config['table.fields.additional.placement']);
  const isWrapped = placements.some(({ place }) => place === 'envelope');
  const tableOf = createOutboxTables(config, placements);
  const expanded = config['table.expand.json.payload']
    ? createJsonPayload({
        name: config['table.field.event.payload'] ?? '',
        keepsNulls: config['table.json.payload.null.behavior'] === 'optional_bytes',
        keepsEmptyArrays: config['table.json.payload.empty.array.behavior'] === 'optional_string',
        log,
      })
    : (payload: SchemaAndValue): SchemaAndValue => payload;
  const rename = renameTopic(config['route.topic.regex'], config['route.topic.replacement'], 'route.topic.replacement');

  const versionOf = (row: Struct): number | undefined => {
    const column = config['table.field.event.schema.version'];
    const version = column === null ? null : row.get(column);
    return typeof version === 'number' ? version : undefined;
  };

  const valueFor = (table: OutboxTable, row: Struct, topic: string): SchemaAndValue => {
    const payload = expanded({ schema: table.payload.schema, value: columnOf(row, table.payload) });
    if (config['route.tombstone.on.empty.payload'] && isEmpty(payload.value)) return NULL_VALUE;
    if (!isWrapped) return payload;
    const schema = table.valueSchema(payload.schema ?? table.payload.schema, topic, versionOf(row));
    const placed = table.placed.filter(({ place }) => place === 'envelope').map(({ source }) => columnOf(row, source));
    return { schema, value: new Struct(schema, [payload.value, ...placed]) };
  };

  const headersFor = (table: OutboxTable, row: Struct): readonly Header[] => [
    { key: 'id', schema: table.id.schema, value: columnOf(row, table.id) },
    ...table.placed
      .filter(({ place }) => place === 'header')
      .map(({ alias, source }) => ({ key: alias, schema: source.schema, value: columnOf(row, source) })),
  ];

  const partitionFor = (table: OutboxTable, row: Struct): number | null => {
    const placed = table.placed.findLast(({ place }) => place === 'partition');
    const partition = placed === undefined ? null : columnOf(row, placed.source);
    return typeof partition === 'number' ? partition : null;
  };

  const routed = <R extends ConnectRecord>(record: R, event: Struct, row: Struct): R => {
    const table = tableOf(row.schema);
    const routedBy = row.get(config['route.by.field']);
    if (typeof routedBy !== 'string')
      throw new DataError(`The column ${config['route.by.field']} must be a string to route by`);
    const { schema, value } = valueFor(table, row, routedBy);
    return newRecord(record, {
      topic: rename(routedBy) ?? routedBy,
      kafkaPartition: partitionFor(table, row),
      keySchema: table.key.schema,
      key: columnOf(row, table.key),
      valueSchema: schema,
      value,
      timestamp: eventTimestamp(event, row, config['table.field.event.timestamp']),
      headers: [...record.headers, ...headersFor(table, row)],
    });
  };

  /** An outbox is only ever inserted into and deleted from. */
  const refuseUpdate = ({ topic }: ConnectRecord): null => {
    const behavior = config['table.op.invalid.behavior'];
    if (behavior === 'fatal')
      throw new DataError('Unexpected update message received, fail.', {
        className: 'java.lang.IllegalStateException',
      });
    log[behavior]('Unexpected update message received and ignored', { topic });
    return null;
  };

  return {
    apply: (record) => {
      if (record.value === null) return null;
      const event = envelopeOf(record);
      if (event === undefined) return record;
      const op = event.get('op');
      if (op === 'd') return null;
      if (op === 'u') return refuseUpdate(record);
      return routed(record, event, rowOf(event));
    },
  };
};

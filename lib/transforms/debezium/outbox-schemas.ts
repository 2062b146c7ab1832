import { ConnectError } from '../../connect/errors.ts';
import { type Field, fieldOf, type Schema, type StructSchema, structSchema } from '../../connect/schema.ts';
import { perSchema } from '../record/per-schema.ts';
import type { EventRouterConfig } from './event-router-config.ts';
import type { Placement } from './placements.ts';

/** A column with where it goes. */
export interface PlacedField extends Placement {
  readonly source: Field;
}

/** What is known of the rows of an outbox table once their schema is. */
export interface OutboxTable {
  readonly id: Field;
  readonly payload: Field;
  readonly key: Field;
  readonly placed: readonly PlacedField[];
  /** The schema of a value that is more than the payload. */
  valueSchema(payload: Schema, topic: string, version: number | undefined): StructSchema;
}

const required = (row: StructSchema, name: string, what: string): Field => {
  const field = fieldOf(row, name);
  if (field === undefined) throw new ConnectError(`Unable to find ${what} ${name} in event`);
  return field;
};

/** `server.outbox.Value` routed to `order` is `server.outbox.order.Value`. */
const valueName = (rowName: string | undefined, topic: string): string => {
  if (rowName === undefined) return topic;
  const dot = rowName.lastIndexOf('.');
  return dot === -1 ? `${topic}.${rowName}` : `${rowName.slice(0, dot + 1)}${topic}.${rowName.slice(dot + 1)}`;
};

/** @throws ConnectError when the table lacks a column that is needed. */
export const createOutboxTables = (config: EventRouterConfig, placements: readonly Placement[]) => {
  const place = (row: StructSchema, placement: Placement): readonly PlacedField[] => {
    if (config['table.field.additional.missing'] === 'ignore' && !row.fieldIndex.has(placement.field)) return [];
    return [{ ...placement, source: required(row, placement.field, 'field') }];
  };
  return perSchema((row: StructSchema): OutboxTable => {
    const payload = required(row, config['table.field.event.payload'] ?? '', 'payload field');
    const placed = placements.flatMap((placement) => place(row, placement));
    const schemasOf = perSchema((_payload: Schema) => new Map<string, StructSchema>());
    return {
      payload,
      id: required(row, config['table.field.event.id'] ?? '', 'event-id field'),
      key: required(row, config['table.field.event.key'] ?? '', 'event-key field'),
      placed,
      valueSchema: (payloadSchema, topic, version) => {
        const schemas = schemasOf(payloadSchema);
        const known = schemas.get(`${version} ${topic}`);
        if (known !== undefined) return known;
        const inValue = placed.filter((one) => one.place === 'envelope');
        const made = structSchema(
          [['payload', payloadSchema], ...inValue.map(({ alias, source }) => [alias, source.schema] as const)],
          { name: valueName(row.name, topic), version },
        );
        schemas.set(`${version} ${topic}`, made);
        return made;
      },
    };
  });
};

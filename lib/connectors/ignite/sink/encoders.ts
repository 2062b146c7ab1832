import type { Schema } from '../../../connect/schema.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import type { CacheDescription, QueryEntity } from '../client/cache-configuration.ts';
import { fieldNames, isObject } from './fields-of.ts';
import { type EncoderFor, keyEncoderFor, valueEncoderFor } from './table-encoder.ts';
import { createValueEncoder, type ValueEncoder } from './value-encoder.ts';

/** The encoders of a cache's keys and values, each made once a schema. */
export interface Encoders {
  key(schema: Schema | null, key: ConnectValue): ValueEncoder;
  value(schema: Schema | null, value: ConnectValue): ValueEncoder;
}

/** What has no schema goes by the names of its fields. */
const shapeOf = (value: ConnectValue): string => (isObject(value) ? fieldNames(value).join('\n') : '');

const remembered = (make: EncoderFor, isByShape: boolean): EncoderFor => {
  const bySchema = new Map<Schema, ValueEncoder>();
  const byShape = new Map<string, ValueEncoder>();
  return (schema, example) => {
    if (schema !== null) {
      const known = bySchema.get(schema) ?? make(schema, example);
      bySchema.set(schema, known);
      return known;
    }
    const shape = isByShape ? shapeOf(example) : '';
    const known = byShape.get(shape) ?? make(null, example);
    // Shapes without end are not worth the memory.
    if (byShape.size < 1000) byShape.set(shape, known);
    return known;
  };
};

/** The table over the cache that records are rows of, if there is one. */
const tableOf = ({ entities }: CacheDescription): QueryEntity | undefined =>
  entities.length === 1 ? entities[0] : undefined;

export const createEncoders = (cacheName: string, description: CacheDescription): Encoders => {
  const table = tableOf(description);
  if (table === undefined)
    return {
      key: remembered((schema) => createValueEncoder(schema, `${cacheName}Key`), false),
      value: remembered((schema) => createValueEncoder(schema, cacheName), false),
    };
  return {
    key: remembered(keyEncoderFor(table, description), true),
    value: remembered(valueEncoderFor(table), true),
  };
};

import type { Schema } from '../../connect/schema.ts';
import type { ConnectValue, SchemaAndValue } from '../../connect/value.ts';
import type { SchemaReference, SchemaText, SchemaType } from './schema-registry.ts';

/** The texts of the schemas that one refers to, by the names it uses, theirs included. */
export interface ResolvedReference extends SchemaReference {
  readonly text: string;
}

export interface ResolvedSchema extends SchemaText {
  readonly resolved: readonly ResolvedReference[];
}

/** A Connect schema in the format's language. */
export interface DescribedSchema {
  readonly schema: SchemaText;
  /** Name of the record, for subjects that are named by it. */
  readonly recordName: string | undefined;
}

/** A language of schemas with its encoding of values. Everything is called once a schema, but what it returns once a record. */
export interface SchemaFormat {
  readonly type: SchemaType;
  /** What an error of the registry is introduced with, in the original's words. */
  readonly messages: { serialize(topic: string): string; deserialize(topic: string): string };
  /** @throws DataError when the schema cannot be expressed. */
  describe(schema: Schema | null): DescribedSchema;
  /**
   * @param target the registered schema to write with, where that is not the schema's own description.
   * @throws DataError when the target does not hold the schema's values; under `strict`, when it could not read their schema.
   */
  encoder(
    schema: Schema | null,
    target: ResolvedSchema | undefined,
    strict: boolean,
  ): (value: ConnectValue) => Uint8Array;
  /** Reads the bytes after the id. */
  decoder(schema: ResolvedSchema, version: number | undefined): (payload: Uint8Array) => SchemaAndValue;
}

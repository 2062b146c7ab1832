export type SchemaType = 'AVRO' | 'PROTOBUF' | 'JSON';

/** Another schema that one builds on, by the name it uses for it. */
export interface SchemaReference {
  readonly name: string;
  readonly subject: string;
  readonly version: number;
}

/** A schema in its own language. */
export interface SchemaText {
  readonly type: SchemaType;
  readonly text: string;
  readonly references: readonly SchemaReference[];
}

/** A schema under the number that records carry. */
export interface RegisteredSchema extends SchemaText {
  readonly id: number;
  /** When rules of its data contract apply, as `READ`, `WRITE` or `WRITEREAD`. @default never */
  readonly ruleModes?: readonly string[];
}

/** A Confluent-compatible schema registry. Every method may throw RetriableError, and DataError where the registry refuses. */
export interface SchemaRegistry {
  /** Registers, unless it is registered already. @throws DataError when it is not compatible with the subject. */
  register(subject: string, schema: SchemaText, normalize: boolean): Promise<number>;
  /** The id of a schema that is registered. @throws DataError when it is not. */
  idOf(subject: string, schema: SchemaText, normalize: boolean): Promise<number>;
  /** The version that a schema is in a subject; `undefined` when it is not in it. */
  versionOf(subject: string, schema: SchemaText): Promise<number | undefined>;
  /** @throws DataError when there is none. */
  byId(id: number): Promise<RegisteredSchema>;
  /** @throws DataError when there is none. */
  byVersion(subject: string, version: number | 'latest'): Promise<RegisteredSchema>;
}

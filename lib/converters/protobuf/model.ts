export type Scalar =
  | 'int32'
  | 'sint32'
  | 'sfixed32'
  | 'uint32'
  | 'fixed32'
  | 'int64'
  | 'sint64'
  | 'sfixed64'
  | 'uint64'
  | 'fixed64'
  | 'float'
  | 'double'
  | 'bool'
  | 'string'
  | 'bytes';

export interface EnumModel {
  readonly kind: 'enum';
  readonly fullName: string;
  readonly numbers: ReadonlyMap<string, number>;
}

export interface MessageModel {
  readonly kind: 'message';
  readonly fullName: string;
  /** A message may hold itself: filled after the message is known by its name. */
  readonly fields: readonly FieldModel[];
  /** Without those that `optional` is made of. */
  readonly oneofs: readonly OneofModel[];
}

export interface OneofModel {
  readonly name: string;
  readonly index: number;
  readonly fields: readonly FieldModel[];
}

export type FieldType = { readonly kind: 'scalar'; readonly scalar: Scalar } | EnumModel | MessageModel;

export interface FieldModel {
  readonly name: string;
  readonly number: number;
  readonly type: FieldType;
  readonly repeated: boolean;
  /** Whether `optional` was written: null is then told from zero. */
  readonly optional: 'proto3' | 'proto2' | undefined;
  readonly inOneof: boolean;
  /** The parameters of `(confluent.field_meta)`. */
  readonly params: Readonly<Record<string, string>>;
}

/** The messages of a file in order, each with its way there: the index of every message around it, then its own. */
export interface FileModel {
  readonly messages: ReadonlyArray<{ readonly path: readonly number[]; readonly message: MessageModel }>;
}

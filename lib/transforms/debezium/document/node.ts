import type { ConnectValue } from '../../../connect/value.ts';

/** What a field of a document can be, apart from documents and arrays; several of BSON's types are strings. */
export type LeafKind =
  | 'STRING'
  | 'INT32'
  | 'INT64'
  | 'FLOAT64'
  | 'BOOLEAN'
  | 'BYTES'
  | 'TIMESTAMP'
  | 'REGEX'
  | 'NULL'
  /** An int64 that an outbox calls its time. */
  | 'MILLISECONDS';

export interface Leaf {
  readonly kind: LeafKind;
  readonly value: ConnectValue;
}

/** A field that no schema can have; its document says where it is. */
export interface Unsupported {
  readonly kind: 'UNSUPPORTED';
  /** BSON's name of the type. */
  readonly type: string;
}

export interface DocumentNode {
  readonly kind: 'DOCUMENT';
  /** In their order; a `Map`, since JavaScript's objects would put numbers first. */
  readonly fields: Map<string, Node>;
  /** An array that is told as a document (`array.encoding=document`). */
  readonly isList: boolean;
}

export interface ArrayNode {
  readonly kind: 'ARRAY';
  readonly items: readonly Node[];
}

/** A document of MongoDB, or a part of one, on its way into a struct. */
export type Node = Leaf | Unsupported | DocumentNode | ArrayNode;

export const leaf = (kind: LeafKind, value: ConnectValue): Leaf => ({ kind, value });

export const NULL_NODE = leaf('NULL', null);

export const documentNode = (fields: Map<string, Node>): DocumentNode => ({ kind: 'DOCUMENT', fields, isList: false });

/** An array, or the document that stands for it: its items by their positions. */
export const arrayNode = (items: readonly Node[], asDocument: boolean): DocumentNode | ArrayNode =>
  asDocument
    ? { kind: 'DOCUMENT', isList: true, fields: new Map(items.map((item, index) => [`_${index}`, item])) }
    : { kind: 'ARRAY', items };

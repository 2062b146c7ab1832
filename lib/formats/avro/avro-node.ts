import type { AvroJson, AvroObject } from './avro-json.ts';

export type AvroPrimitive = 'null' | 'boolean' | 'int' | 'long' | 'float' | 'double' | 'bytes' | 'string';

/** All that a schema says, the properties that Avro itself ignores included. */
interface Attributes {
  readonly properties: AvroObject;
}

interface PrimitiveNode extends Attributes {
  readonly kind: AvroPrimitive;
}

interface FixedNode extends Attributes {
  readonly kind: 'fixed';
  readonly fullName: string;
  readonly size: number;
}

export interface EnumNode extends Attributes {
  readonly kind: 'enum';
  readonly fullName: string;
  readonly symbols: readonly string[];
}

export interface AvroField {
  readonly name: string;
  readonly node: AvroNode;
  readonly doc: string | undefined;
  /** `undefined` when there is none. */
  readonly defaultJson: AvroJson | undefined;
}

export interface RecordNode extends Attributes {
  readonly kind: 'record';
  readonly fullName: string;
  /** A record may hold itself: filled after the node is known by its name. */
  readonly fields: readonly AvroField[];
}

export interface ArrayNode extends Attributes {
  readonly kind: 'array';
  readonly items: AvroNode;
}

interface MapNode extends Attributes {
  readonly kind: 'map';
  readonly values: AvroNode;
}

export interface UnionNode {
  readonly kind: 'union';
  readonly branches: readonly AvroNode[];
}

/** A parsed Avro schema with names replaced by what they name. */
export type AvroNode = PrimitiveNode | FixedNode | EnumNode | RecordNode | ArrayNode | MapNode | UnionNode;

/** A union of null and one other type, which is how Avro says optional. */
export const optionalBranch = ({ branches }: UnionNode): AvroNode | undefined => {
  const others = branches.filter(({ kind }) => kind !== 'null');
  return branches.length === 2 && others.length === 1 ? others[0] : undefined;
};

/** What a branch of a union goes by: a type's full name, else its kind. */
export const branchName = (node: AvroNode): string => ('fullName' in node ? node.fullName : node.kind);

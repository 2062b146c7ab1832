import type { ByteReader } from './byte-reader.ts';
import { skipObject } from './object-skipper.ts';

export interface QueryField {
  readonly name: string;
  /** A Java class. */
  readonly typeName: string;
  readonly isKey: boolean;
}

/** A table over a cache; follows `org.apache.ignite.cache.QueryEntity`. */
export interface QueryEntity {
  readonly keyTypeName: string;
  readonly valueTypeName: string;
  readonly keyFieldName: string | null;
  readonly valueFieldName: string | null;
  readonly fields: readonly QueryField[];
}

/** What the sink needs of `org.apache.ignite.configuration.CacheConfiguration`. */
export interface CacheDescription {
  readonly entities: readonly QueryEntity[];
  /** The field that says where a key is stored, by the key's type. */
  readonly affinityKeys: ReadonlyMap<string, string>;
}

const listOf = <T>(answer: ByteReader, read: () => T): readonly T[] => Array.from({ length: answer.int() }, read);

/** Everything before the keys' configuration, in the order of `ClientCacheConfigurationSerializer`. */
const skipSettings = (answer: ByteReader): void => {
  const text = (): void => void answer.text();
  answer.skip(4 + 4 + 4 + 4 + 1);
  text();
  answer.skip(1 + 1);
  text();
  answer.skip(8 + 4 + 4);
  text();
  answer.skip(1 + 4 + 4 + 4 + 1 + 4 + 8 + 8 + 4 + 4 + 8 + 8 + 1 + 4);
  text();
  answer.skip(4);
};

const readField = (answer: ByteReader): QueryField => {
  const name = answer.text() ?? '';
  const typeName = answer.text() ?? '';
  const isKey = answer.boolean();
  answer.skip(1);
  skipObject(answer);
  answer.skip(4 + 4);
  return { name, typeName, isKey };
};

const readIndex = (answer: ByteReader): void => {
  answer.text();
  answer.skip(1 + 4);
  listOf(answer, () => [answer.text(), answer.boolean()]);
};

const readEntity = (answer: ByteReader): QueryEntity => {
  const keyTypeName = answer.text() ?? '';
  const valueTypeName = answer.text() ?? '';
  answer.text();
  const keyFieldName = answer.text();
  const valueFieldName = answer.text();
  const fields = listOf(answer, () => readField(answer));
  listOf(answer, () => [answer.text(), answer.text()]);
  listOf(answer, () => readIndex(answer));
  return { keyTypeName, valueTypeName, keyFieldName, valueFieldName, fields };
};

/** The answer to OP_CACHE_GET_CONFIGURATION. */
export const readCacheConfiguration = (answer: ByteReader): CacheDescription => {
  skipSettings(answer);
  const affinityKeys = new Map(listOf(answer, () => [answer.text() ?? '', answer.text() ?? ''] as const));
  return { affinityKeys, entities: listOf(answer, () => readEntity(answer)) };
};

import type { ByteWriter } from './byte-writer.ts';
import { type CacheDescription, readCacheConfiguration } from './cache-configuration.ts';
import type { IgniteClient } from './client.ts';
import { javaHash } from './java-hash.ts';
import { TYPE } from './type-codes.ts';
import { writeText } from './write-text.ts';

/** An object type of Ignite's binary format. */
export interface BinaryType {
  readonly typeId: number;
  readonly typeName: string;
  readonly affinityKeyField: string | null;
  readonly schemaId: number;
  readonly fields: ReadonlyArray<{ readonly name: string; readonly id: number; readonly typeCode: number }>;
}

/** Encoded entries, one after the other. */
export interface EncodedEntries {
  readonly count: number;
  /** Writes keys and values, or keys alone. */
  write(body: ByteWriter): void;
}

/** What the sink asks of a cache. */
export interface CacheOperations {
  describe(): Promise<CacheDescription>;
  create(): Promise<void>;
  putBinaryType(type: BinaryType): Promise<void>;
  putAll(entries: EncodedEntries): Promise<void>;
  removeKeys(keys: EncodedEntries): Promise<void>;
  /** As a data streamer that may not overwrite: entries that are there stay. */
  stream(entries: EncodedEntries, perNodeBuffer: number): Promise<void>;
}

const OP = {
  PUT_ALL: 1004,
  REMOVE_KEYS: 1018,
  GET_OR_CREATE: 1052,
  GET_CONFIGURATION: 1055,
  PUT_BINARY_TYPE: 3003,
  DATA_STREAMER_START: 8000,
} as const;

const STREAMER = { KEEP_BINARY: 4, FLUSH: 8, CLOSE: 16 } as const;

const writeBinaryType = (body: ByteWriter, type: BinaryType): void => {
  body.int(type.typeId);
  writeText(body, type.typeName);
  writeText(body, type.affinityKeyField);
  body.int(type.fields.length);
  for (const { name, id, typeCode } of type.fields) {
    writeText(body, name);
    body.int(typeCode);
    body.int(id);
  }
  // No enum, and one schema: all fields in their order.
  body.byte(0);
  body.int(1);
  body.int(type.schemaId);
  body.int(type.fields.length);
  for (const { id } of type.fields) body.int(id);
};

export const createCacheOperations = (client: IgniteClient, cacheName: string): CacheOperations => {
  const cacheId = javaHash(cacheName);
  const head = (body: ByteWriter): void => {
    body.int(cacheId);
    body.byte(0);
  };
  const withEntries = async (operation: number, { count, write }: EncodedEntries): Promise<void> => {
    await client.request(operation, (body) => {
      head(body);
      body.int(count);
      write(body);
    });
  };
  return {
    describe: async () => readCacheConfiguration(await client.request(OP.GET_CONFIGURATION, head)),
    create: async () => {
      await client.request(OP.GET_OR_CREATE, (body) => writeText(body, cacheName));
    },
    putBinaryType: async (type) => {
      await client.request(OP.PUT_BINARY_TYPE, (body) => writeBinaryType(body, type));
    },
    putAll: (entries) => withEntries(OP.PUT_ALL, entries),
    removeKeys: (keys) => withEntries(OP.REMOVE_KEYS, keys),
    stream: async ({ count, write }, perNodeBuffer) => {
      await client.request(OP.DATA_STREAMER_START, (body) => {
        body.int(cacheId);
        body.byte(STREAMER.KEEP_BINARY | STREAMER.FLUSH | STREAMER.CLOSE);
        body.int(perNodeBuffer);
        // Buffers of threads as the server has them, and no receiver of its own.
        body.int(0);
        body.byte(TYPE.NULL);
        body.int(count);
        write(body);
      });
    },
  };
};

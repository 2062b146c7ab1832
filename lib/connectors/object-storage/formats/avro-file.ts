import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';
import avro from 'avsc';
import { snappyCompress } from 'hyparquet-writer/src/snappy.js';

export type AvroCodec = 'null' | 'deflate' | 'snappy' | 'zstandard';

const BLOCK_BYTES = 64 * 1024;
const MAGIC = Buffer.from('Obj\x01');

const metaType = avro.Type.forSchema({ type: 'map', values: 'bytes' });
const longType = avro.Type.forSchema('long');
const deflate = promisify(deflateRaw);

/** Snappy blocks end with the checksum of what was compressed, big-endian. */
const snappy = (data: Buffer): Buffer => {
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(data));
  return Buffer.concat([snappyCompress(data), checksum]);
};

const compress = async (codec: AvroCodec, data: Buffer): Promise<Buffer> => {
  if (codec === 'deflate') return deflate(data);
  if (codec === 'zstandard') {
    const { createZstd } = await import('./zstd.ts');
    return (await createZstd())(data);
  }
  return codec === 'snappy' ? snappy(data) : data;
};

const blocksOf = (records: readonly Buffer[]): readonly Buffer[][] => {
  const blocks: Buffer[][] = [];
  let size = BLOCK_BYTES;
  for (const record of records) {
    if (size >= BLOCK_BYTES) {
      blocks.push([]);
      size = 0;
    }
    blocks.at(-1)?.push(record);
    size += record.length;
  }
  return blocks;
};

/** Whose bytes a piece is. */
export interface AvroPiece {
  readonly schema: string;
  readonly codec: AvroCodec;
  /** The file's; the same in all of its pieces. */
  readonly name: string;
  /** Whether the file begins with it. */
  readonly isFirst: boolean;
}

/**
 * Encoded records as an object container file (Avro 1.11 specification, "Object Container Files"), or as blocks that continue one.
 * The sync marker, random in other writers, is a digest of what the file is, so that all of its pieces share it.
 */
export const avroPiece = async (piece: AvroPiece, records: readonly Buffer[]): Promise<Uint8Array> => {
  const { schema, codec, name, isFirst } = piece;
  const sync = createHash('md5')
    .update(JSON.stringify([schema, codec, name]))
    .digest();
  const meta = metaType.toBuffer({ 'avro.schema': Buffer.from(schema), 'avro.codec': Buffer.from(codec) });
  const parts = isFirst ? [MAGIC, meta, sync] : [];
  for (const block of blocksOf(records)) {
    const data = await compress(codec, Buffer.concat(block));
    parts.push(longType.toBuffer(block.length), longType.toBuffer(data.length), data, sync);
  }
  return Buffer.concat(parts);
};

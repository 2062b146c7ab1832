import { inflateRawSync } from 'node:zlib';
import { asError, DataError } from '../../../connect/errors.ts';
import { isAvroJson } from '../../../formats/avro/avro-json.ts';
import { type AvroOptions, DEFAULT_AVRO_OPTIONS } from '../../../formats/avro/avro-options.ts';
import { type AvroBlockDecode, createAvroBlockReader } from '../../../formats/avro/avro-reader.ts';
import { parseAvroSchema } from '../../../formats/avro/parse-schema.ts';
import { type ByteReader, createByteReader } from './byte-reader.ts';
import { parseExactJson } from './exact-json.ts';
import type { FileReader } from './file-reader.ts';
import { unsnappy } from './snappy-block.ts';

const MAGIC = 'Obj\x01';
const SYNC_BYTES = 16;
const CHECKSUM_BYTES = 4;

const decompress = (codec: string, block: Buffer): Buffer => {
  try {
    if (codec === 'null') return block;
    if (codec === 'deflate') return inflateRawSync(block);
    if (codec === 'snappy') return unsnappy(block.subarray(0, block.length - CHECKSUM_BYTES));
  } catch (error) {
    throw new DataError(`A block is not compressed by ${codec}: ${asError(error).message}`, { cause: error });
  }
  throw new DataError(`Avro's codec ${codec} is not supported: null, deflate and snappy are`);
};

const readMeta = async (file: ByteReader): Promise<ReadonlyMap<string, string>> => {
  const meta = new Map<string, string>();
  for (let count = await file.readLong(); count !== 0; count = await file.readLong()) {
    // Negative counts are followed by the number of bytes.
    if (count < 0) await file.readLong();
    for (let left = Math.abs(count); left > 0; left--) {
      const name = String(await file.read(await file.readLong()));
      meta.set(name, String(await file.read(await file.readLong())));
    }
  }
  return meta;
};

const compile = (text: string, options: AvroOptions): AvroBlockDecode => {
  const json = parseExactJson(text);
  if (!isAvroJson(json)) throw new DataError('The file has no Avro schema');
  return createAvroBlockReader(parseAvroSchema(json), options);
};

const MAX_SCHEMAS = 1000;

/** Object container files (Avro 1.11 specification), block by block. Values of equal schemas share the schema object. */
export const avroReader = (given: Partial<AvroOptions>): FileReader => {
  const options = { ...DEFAULT_AVRO_OPTIONS, ...given };
  const compiled = new Map<string, AvroBlockDecode>();
  const decoderOf = (text: string): AvroBlockDecode => {
    const decode = compiled.get(text) ?? compile(text, options);
    if (compiled.size > MAX_SCHEMAS) compiled.clear();
    compiled.set(text, decode);
    return decode;
  };
  return async function* (source) {
    const file = createByteReader(source.stream());
    if (String(await file.read(MAGIC.length)) !== MAGIC) throw new DataError('Not an Avro file');
    const meta = await readMeta(file);
    const decode = decoderOf(meta.get('avro.schema') ?? '""');
    const sync = await file.read(SYNC_BYTES);
    while (!(await file.isAtEnd())) {
      const count = await file.readLong();
      const block = await file.read(await file.readLong());
      if (!(await file.read(SYNC_BYTES)).equals(sync))
        throw new DataError('A block of the Avro file does not end right');
      yield decode(decompress(meta.get('avro.codec') ?? 'null', block), count);
    }
  };
};

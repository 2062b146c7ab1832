import { createByteReader } from './byte-reader.ts';
import type { FileReader } from './file-reader.ts';

/** Raw bytes, so many a value, without a schema; follows Aiven's `ByteArrayTransformer`. */
export const chunkReader = (chunkBytes: number): FileReader =>
  async function* (source) {
    const file = createByteReader(source.stream());
    for (let chunk = await file.readUpTo(chunkBytes); chunk.length > 0; chunk = await file.readUpTo(chunkBytes))
      yield [{ schema: null, value: chunk }];
  };

import type { Format } from './format.ts';
import type { StreamCompression } from './stream-compression.ts';

/** A format whose files are compressed as a whole, piece by piece. */
export const compressedFormat = async (format: Format, compression: StreamCompression): Promise<Format> => ({
  ...format,
  extension: format.extension + compression.extension,
  ...(format.tail === undefined ? {} : { tail: await compression.compress(format.tail, false) }),
  open: (schema, place) => {
    const body = format.open(schema, place);
    let isFirst = place.isNew;
    return {
      ...body,
      take: async () => {
        const begins = isFirst;
        isFirst = false;
        return compression.compress(await body.take(), begins);
      },
    };
  },
});

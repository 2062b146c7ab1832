import type { Piece, PieceStore } from './object-store.ts';

export interface AddedPiece {
  readonly pieces: readonly Piece[];
  /** Pieces whose bytes are in the new one now. */
  readonly obsolete: readonly string[];
}

/**
 * Adds bytes to a file's pieces. A new piece takes up those before it that are not much larger, so that there are few: their sizes
 * at least halve from one to the next, but for those of `enough` bytes, which stay as they are. So a byte is written again a few times,
 * however small the batches.
 *
 * @throws MissingPieceError
 */
export const addPiece = async (
  store: PieceStore,
  pieces: readonly Piece[],
  fresh: { readonly name: string; readonly bytes: Uint8Array; readonly enough: number },
): Promise<AddedPiece> => {
  let size = fresh.bytes.length;
  let kept = pieces.length;
  for (let last = pieces[kept - 1]; last !== undefined && last.bytes < Math.min(fresh.enough, 2 * size); ) {
    size += last.bytes;
    kept--;
    last = pieces[kept - 1];
  }
  const taken = pieces.slice(kept);
  const before = await Promise.all(taken.map(({ name }) => store.read(name)));
  await store.write(fresh.name, Buffer.concat([...before, fresh.bytes]));
  return {
    pieces: [...pieces.slice(0, kept), { name: fresh.name, bytes: size }],
    obsolete: taken.map(({ name }) => name),
  };
};

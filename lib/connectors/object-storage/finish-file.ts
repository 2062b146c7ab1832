import { ConnectError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import { assemble } from './formats/assemble.ts';
import { MissingPieceError, type ObjectDescription, type ObjectStore, type Piece } from './object-store.ts';
import type { OpenFile, OpenPart } from './open-file.ts';

const describePart = (file: OpenFile, { ending, contentType }: OpenPart): ObjectDescription => ({
  key: `${file.name}${ending}`,
  contentType,
  firstOffset: file.firstOffset,
  lastOffset: file.lastOffset,
  recordCount: file.recordCount,
});

const tailPiece = ({ pieces }: OpenPart): string => `${pieces[0]?.name}-tail`;

/** The pieces that make the object; what stands behind them becomes one, too. */
const joinable = async (objects: ObjectStore, part: OpenPart): Promise<readonly Piece[]> => {
  if (part.tail === '') return part.pieces;
  const bytes = Buffer.from(part.tail, 'base64');
  const piece = { name: tailPiece(part), bytes: bytes.length };
  await objects.pieces.write(piece.name, bytes);
  return [...part.pieces, piece];
};

const join = async (objects: ObjectStore, description: ObjectDescription, part: OpenPart): Promise<boolean> => {
  if (part.assembly !== 'CONCATENATION' || objects.join === undefined) return false;
  return objects.join(description, await joinable(objects, part));
};

const store = async (objects: ObjectStore, description: ObjectDescription, part: OpenPart): Promise<void> => {
  if (await join(objects, description, part)) return;
  const pieces = await Promise.all(part.pieces.map(({ name }) => objects.pieces.read(name)));
  await objects.write({
    ...description,
    body: await assemble(part.assembly, Buffer.concat(pieces), Buffer.from(part.tail, 'base64')),
    temporary: `${part.pieces[0]?.name}-whole`,
  });
};

/**
 * Makes an object of its pieces and removes them. May be done again, by this task or another one: pieces go only after the object
 * is there.
 *
 * @param mayBeDone whether somebody may have done so before; then the object may also have been moved away since.
 */
export const finishPart = async (
  { objects, log }: { readonly objects: ObjectStore; readonly log: Logger },
  { file, part, mayBeDone }: { readonly file: OpenFile; readonly part: OpenPart; readonly mayBeDone: boolean },
): Promise<void> => {
  const description = describePart(file, part);
  const { key } = description;
  try {
    await store(objects, description, part);
  } catch (error) {
    if (!(error instanceof MissingPieceError)) throw error;
    if (!(await objects.exists(key))) {
      const message = `${key} is not there, and ${error.message.slice(0, 1).toLowerCase()}${error.message.slice(1)}`;
      if (!mayBeDone)
        throw new ConnectError(`${message}: was it deleted by hand, or by a lifecycle rule?`, { cause: error });
      log.warn(`${message}: it was finished and moved away since, or its pieces were deleted`);
    }
  }
  await objects.pieces.remove([...part.pieces.map(({ name }) => name), ...(part.tail === '' ? [] : [tailPiece(part)])]);
};

import { ConnectError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import { assemble } from './formats/assemble.ts';
import { MissingPieceError, type ObjectDescription, type ObjectStore } from './object-store.ts';
import type { OpenFile, OpenPart } from './open-file.ts';

const describePart = (file: OpenFile, { ending, contentType }: OpenPart): ObjectDescription => ({
  key: `${file.name}${ending}`,
  contentType,
  firstOffset: file.firstOffset,
  lastOffset: file.lastOffset,
  recordCount: file.recordCount,
});

const store = async (objects: ObjectStore, description: ObjectDescription, part: OpenPart): Promise<void> => {
  if (part.assembly === 'CONCATENATION' && (await objects.join?.(description, part.pieces))) return;
  const pieces = await Promise.all(part.pieces.map(({ name }) => objects.pieces.read(name)));
  await objects.write({
    ...description,
    body: await assemble(part.assembly, Buffer.concat(pieces)),
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
  await objects.pieces.remove(part.pieces.map(({ name }) => name));
};

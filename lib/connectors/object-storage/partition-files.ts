import type { TopicPartition } from '../../connect/offset.ts';
import type { PartitionState } from '../../connect/sink-task.ts';
import type { CutFile, FileCutter } from './file-cutter.ts';
import type { FreshPart } from './growing-file.ts';
import type { ObjectStore } from './object-store.ts';
import type { FilesState, OpenFile, OpenPart } from './open-file.ts';
import { addPiece } from './pieces.ts';
import { wholeObjects } from './whole-objects.ts';

/** The files of a topic partition while a batch is added to them. */
export interface PartitionFiles {
  readonly partition: TopicPartition;
  /** What is stored of them. */
  readonly stored: PartitionState;
  /** What that says, once it was brought up to date with the clock, the configuration and the offsets. */
  readonly state: FilesState;
  /** Files that were closing before, so that somebody may have finished them. */
  readonly inherited: ReadonlySet<OpenFile>;
  readonly cutter: FileCutter;
  /** The offset behind the last record that was seen. */
  end: number;
  /** Whether records came that are known already: their batch comes again. */
  isRepeated: boolean;
  readonly reported: Map<number, string>;
}

export interface PieceSettings {
  readonly store: ObjectStore;
  /** Pieces of this size are not merged any more. */
  readonly enoughBytes: number;
  /** Whether a file that a batch began and ended may be stored at once, under a name that every other attempt would give it. */
  readonly storesWhole: boolean;
  /** Most files that are open at a time. */
  readonly maxOpenFiles: number;
  /** Size at which a file ends that is assembled in memory. */
  readonly maxAssembledBytes: number;
  /** Size at which any file ends, at the end of a batch. @default none */
  readonly maxFileBytes?: number | undefined;
  /** Where the pieces of a partition are. */
  directoryOf(partition: TopicPartition): string;
  /** The name that a file has for good. */
  finalName(file: OpenFile): string;
  /** When files that are open from now on end by the clock. */
  rotateAt(nowMs: number): number | null;
  /** Differs from call to call, also in other processes. */
  newToken(): string;
}

/** What is to be done for a partition: first the work, then its state is stored, then its files are finished. */
export interface PartitionPlan {
  readonly work: ReadonlyArray<() => Promise<void>>;
  /** To be asked for when the work is done. */
  outcome(nowMs: number): { readonly state: FilesState; readonly obsolete: readonly string[] };
}

const bytesOf = ({ pieces }: OpenPart): number => pieces.reduce((sum, { bytes }) => sum + bytes, 0);

/** Ends files that have become too large, for what was asked for or to be assembled. */
const isFull = ({ parts }: OpenFile, { maxAssembledBytes, maxFileBytes = Infinity }: PieceSettings): boolean =>
  parts.some(
    (part) =>
      bytesOf(part) >= (part.assembly === 'CONCATENATION' ? maxFileBytes : Math.min(maxFileBytes, maxAssembledBytes)),
  );

const toReported = (files: PartitionFiles): FilesState['reported'] => [
  ...(files.isRepeated ? files.state.reported : []),
  ...files.reported,
];

/** How the pieces of the files in hand are stored. */
export const planPartition = (settings: PieceSettings, files: PartitionFiles): PartitionPlan => {
  const { store, storesWhole } = settings;
  const { state, partition } = files;
  const { finished, open, directory } = files.cutter.files();
  const work: Array<() => Promise<void>> = [];
  const obsolete: string[] = [];
  const stillOpen: OpenFile[] = [];
  const closing: OpenFile[] = [];
  const prefix = `${settings.directoryOf(partition)}/${state.claim}-`;

  const addPart = async (begun: OpenPart | undefined, fresh: FreshPart, isLast: boolean): Promise<OpenPart> => {
    const { ending, contentType, assembly, tail } = fresh;
    const piece = {
      name: `${prefix}${settings.newToken()}`,
      bytes: await fresh.take(),
      enough: isLast ? 0 : settings.enoughBytes,
    };
    const added = await addPiece(store.pieces, begun?.pieces ?? [], piece);
    obsolete.push(...added.obsolete);
    return { ending, contentType, assembly, pieces: [...added.pieces], tail };
  };

  const addTo = async ({ kind, begun, growing }: CutFile, isLast: boolean): Promise<OpenFile | null> => {
    if (growing === null) return begun;
    const parts: OpenPart[] = [];
    for (const fresh of growing.parts)
      parts.push(
        await addPart(
          begun?.parts.find(({ ending }) => ending === fresh.ending),
          fresh,
          isLast,
        ),
      );
    return { kind: { ...kind }, ...growing.soFar(), parts };
  };

  const keep = (file: CutFile, isLast: boolean, list: OpenFile[]) => async (): Promise<void> => {
    const kept = await addTo(file, isLast);
    if (kept !== null) list.push(kept);
  };

  for (const file of finished)
    if (storesWhole && file.begun === null && file.growing !== null) work.push(...wholeObjects(store, file.growing));
    else work.push(keep(file, true, closing));
  for (const file of open) work.push(keep(file, false, stillOpen));

  return {
    work,
    outcome: (nowMs) => {
      const tooMany = stillOpen.length > settings.maxOpenFiles;
      const over = stillOpen.filter((file) => tooMany || isFull(file, settings));
      const left = stillOpen.filter((file) => !over.includes(file));
      const ended = [...closing, ...over]
        .toSorted((one, other) => one.firstOffset - other.firstOffset)
        .map((file) => ({ ...file, name: settings.finalName(file) }));
      return {
        obsolete,
        state: {
          ...state,
          next: Math.max(state.next, files.end),
          directory,
          rotateAt: left.length === 0 ? null : (state.rotateAt ?? settings.rotateAt(nowMs)),
          open: left.toSorted((one, other) => one.firstOffset - other.firstOffset),
          closing: [...state.closing, ...ended],
          reported: toReported(files),
        },
      };
    },
  };
};

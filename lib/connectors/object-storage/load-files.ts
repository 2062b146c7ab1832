import { ConnectError, RetriableError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { TopicPartition } from '../../connect/offset.ts';
import type { PartitionState, SinkTaskState } from '../../connect/sink-task.ts';
import type { ObjectStore } from './object-store.ts';
import { decodeState, encodeState, type FilesState, type OpenFile } from './open-file.ts';

export interface LoadOptions {
  readonly state: SinkTaskState;
  readonly store: ObjectStore;
  readonly log: Logger;
  readonly layout: string;
  readonly place: string;
  directoryOf(partition: TopicPartition): string;
  finalName(file: OpenFile): string;
}

export interface LoadedFiles {
  readonly stored: PartitionState;
  readonly state: FilesState;
  /** Files that were closing before. */
  readonly inherited: ReadonlySet<OpenFile>;
}

const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}-${partition}`;

const piecesOf = ({ open, closing }: FilesState): ReadonlySet<string> =>
  new Set([...open, ...closing].flatMap(({ parts }) => parts.flatMap(({ pieces }) => pieces.map(({ name }) => name))));

const claimOf = (name: string): number => Number.parseInt(name.slice(name.lastIndexOf('/') + 1), 10);

/**
 * Reads what is open of topic partitions. The first time that a task sees a partition it claims it, by a write that refuses
 * whatever another task has under way there; then it can remove the pieces that nobody will ever refer to: those named after an
 * older claim that are not in the state. What was killed before its state was stored has left those behind.
 */
export const createFilesLoader = (options: LoadOptions) => {
  const { state: states, store, log } = options;
  const claimed = new Set<string>();

  const begin = async (partition: TopicPartition, firstOffset: number): Promise<FilesState> => ({
    next: (await store.recover?.(partition)) ?? firstOffset,
    claim: 0,
    layout: options.layout,
    place: options.place,
    directory: null,
    rotateAt: null,
    open: [],
    closing: [],
    reported: [],
  });

  const removeOrphans = async (partition: TopicPartition, state: FilesState): Promise<void> => {
    const used = piecesOf(state);
    const names = await store.pieces.list(options.directoryOf(partition)).catch((error: unknown) => {
      if (error instanceof RetriableError) throw error;
      log.warn(
        `What an interrupted task may have left in ${options.directoryOf(partition)} cannot be listed, so it stays`,
        {
          cause: String(error),
        },
      );
      return [];
    });
    const orphans = names.filter((name) => claimOf(name) < state.claim && !used.has(name));
    if (orphans.length > 0) await store.pieces.remove(orphans);
  };

  const claim = async (
    partition: TopicPartition,
    stored: PartitionState | null,
    firstOffset: number,
  ): Promise<PartitionState> => {
    const state = stored === null ? await begin(partition, firstOffset) : decodeState(stored.text);
    const next = { ...state, claim: state.claim + 1 };
    const taken = { ...partition, position: stored?.position ?? next.next, text: encodeState(next) };
    await states.replace(stored, taken);
    if (stored !== null) await removeOrphans(partition, next);
    claimed.add(nameOf(partition));
    return taken;
  };

  const requirePlace = (partition: TopicPartition, { place, open, closing }: FilesState): void => {
    if (place === options.place || open.length + closing.length === 0) return;
    throw new ConnectError(
      `Partition ${nameOf(partition)} has ${open.length + closing.length} unfinished files in ${place}, and the connector writes to ${options.place} now: go back to ${place} until they are finished, or reset the connector's offsets to write them anew`,
    );
  };

  const endAll = (state: FilesState): FilesState => ({
    ...state,
    rotateAt: null,
    open: [],
    closing: [...state.closing, ...state.open.map((file) => ({ ...file, name: options.finalName(file) }))],
  });

  /** Files end where their configuration was changed, somebody moved the offsets, or the clock says so. */
  const bringUpToDate = async (stored: PartitionState, state: FilesState, nowMs: number): Promise<FilesState> => {
    const isMoved = stored.position !== state.next;
    const isDue = state.rotateAt !== null && nowMs >= state.rotateAt;
    const isOther = state.layout !== options.layout;
    const current = isMoved || isDue || isOther ? endAll(state) : state;
    const moved = isMoved ? ((await store.recover?.(stored)) ?? stored.position) : state.next;
    return { ...current, next: moved, layout: options.layout, place: options.place };
  };

  return {
    load: async (
      partition: TopicPartition,
      found: PartitionState | null,
      { firstOffset, nowMs }: { readonly firstOffset: number; readonly nowMs: number },
    ): Promise<LoadedFiles> => {
      const isKnown = found !== null && claimed.has(nameOf(partition));
      const stored = isKnown ? found : await claim(partition, found, firstOffset);
      const state = decodeState(stored.text);
      requirePlace(partition, state);
      return { stored, state: await bringUpToDate(stored, state, nowMs), inherited: new Set(state.closing) };
    },
    /** Something failed there: what it has left behind is to be removed. */
    forget: (partition: TopicPartition): void => void claimed.delete(nameOf(partition)),
  };
};

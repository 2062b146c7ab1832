import { RetriableError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { TopicPartition } from '../../connect/offset.ts';
import type { SinkRecord } from '../../connect/record.ts';
import type { PartitionState, SinkTaskState } from '../../connect/sink-task.ts';
import type { CutterStart, FileCutter } from './file-cutter.ts';
import type { Files } from './files.ts';
import { finishPart } from './finish-file.ts';
import { createFilesLoader, type LoadOptions } from './load-files.ts';
import { MissingPieceError } from './object-store.ts';
import { encodeState, type FilesState, type OpenFile } from './open-file.ts';
import { type PartitionFiles, type PartitionPlan, type PieceSettings, planPartition } from './partition-files.ts';
import { oneByOne, settleAll } from './settle-all.ts';

export interface SpanningOptions extends PieceSettings, Omit<LoadOptions, 'store' | 'directoryOf' | 'finalName'> {
  /** Whether files of a partition appear one after the other, so that who reads them meanwhile misses none. */
  readonly appearsInOrder: boolean;
  readonly state: SinkTaskState;
  readonly log: Logger;
  createCutter(start: CutterStart): FileCutter;
  now(): number;
}

/** Of the dead letters of one batch so many are remembered with their reasons. */
const MAX_REASONS = 300;
const MAX_REASON_LENGTH = 200;

interface Planned {
  readonly files: PartitionFiles;
  readonly plan: PartitionPlan;
}

const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}-${partition}`;

/** Partitions of a batch with their first offsets. */
const firstOffsets = (
  records: readonly SinkRecord[],
): ReadonlyMap<string, TopicPartition & { readonly offset: number }> => {
  const first = new Map<string, TopicPartition & { readonly offset: number }>();
  for (const { originalTopic: topic, originalKafkaPartition: partition, originalKafkaOffset: offset } of records) {
    const key = `${topic}-${partition}`;
    if (!first.has(key)) first.set(key, { topic, partition, offset });
  }
  return first;
};

/** Identifies a closing file: its pieces' names are used once. */
const identity = ({ parts }: OpenFile): string => parts[0]?.pieces[0]?.name ?? '';

/**
 * Files that grow over many batches, exactly once. What came to a file in a batch is a *piece*, under a name that nobody used before;
 * what a partition's files are made of, and up to which offset, is its *state*, which changes by compare-and-set. A batch is stored
 * when
 *
 * 1. its pieces are written, and the files that it began and ended under the names that any attempt would give them;
 * 2. the state says so: records below its `next` are left out from now on, and files that are over are *closing*;
 * 3. closing files are finished: made of their pieces, which are removed then. This bears being done again, by anybody.
 *
 * A kill before 2 leaves pieces that no state refers to, see `load-files.ts`; one after 2 leaves closing files to the next batch or
 * tick. A zombie's 2 fails.
 */
export const createSpanningFiles = (options: SpanningOptions): Files => {
  const { store, state: states, log } = options;
  const loader = createFilesLoader(options);
  let partitions = new Map<string, PartitionFiles>();
  /** Closing files that this task has finished: the next write of their partition's state leaves them out. */
  const done = new Map<string, ReadonlySet<string>>();
  /** Whether the batch in hand has been stored in part. */
  let goesOn = false;
  let last: { readonly topic: string; readonly partition: number; readonly files: PartitionFiles } | null = null;

  const load = async (partition: TopicPartition, found: PartitionState | null, firstOffset: number): Promise<void> => {
    const loaded = await loader.load(partition, found, { firstOffset, nowMs: options.now() });
    const finished = done.get(keyOf(partition));
    const closing = loaded.state.closing.filter((file) => !finished?.has(identity(file)));
    const state = { ...loaded.state, closing };
    const cutter = options.createCutter(state);
    const reported = new Map<number, string>();
    partitions.set(keyOf(partition), {
      partition,
      ...loaded,
      state,
      cutter,
      end: state.next,
      isRepeated: goesOn,
      reported,
    });
  };

  const loadAll = async (): Promise<void> => {
    partitions = new Map();
    const all = await states.all();
    await settleAll(
      all.map((one) => async () => load({ topic: one.topic, partition: one.partition }, one, one.position)),
    );
  };

  const begin = async (records: readonly SinkRecord[]): Promise<void> => {
    last = null;
    if (records.length === 0) return loadAll();
    const first = [...firstOffsets(records)].filter(
      ([key, { offset }]) => offset < (partitions.get(key)?.end ?? Infinity),
    );
    const wanted = first.map(([, { topic, partition }]) => ({ topic, partition }));
    if (wanted.length === 0) return;
    const found = await states.get(wanted);
    await settleAll(
      first.map(
        ([, { topic, partition, offset }], index) =>
          async () =>
            load({ topic, partition }, found[index] ?? null, offset),
      ),
    );
  };

  const filesOf = ({ originalTopic: topic, originalKafkaPartition: partition }: SinkRecord): PartitionFiles => {
    if (last !== null && last.partition === partition && last.topic === topic) return last.files;
    const files = partitions.get(`${topic}-${partition}`);
    if (files === undefined) throw new Error(`Partition ${topic}-${partition} was not loaded`);
    last = { topic, partition, files };
    return files;
  };

  /** The one moment at which a batch counts as stored. */
  const commit = async ({ stored, partition }: PartitionFiles, state: FilesState): Promise<void> => {
    const text = encodeState(state);
    if (text === stored.text && state.next === stored.position) return;
    const next = { ...partition, position: state.next, text };
    try {
      await states.replace(stored, next);
    } catch (error) {
      // An answer may have been lost: then what is stored is ours.
      const [found] = error instanceof RetriableError ? await states.get([partition]) : [];
      if (found?.text !== text || found.position !== next.position) throw error;
    }
  };

  const finishing = ({ inherited }: PartitionFiles, state: FilesState): ReadonlyArray<() => Promise<void>> => {
    const older = new Set([...inherited].map(identity));
    const work = state.closing.flatMap((file) =>
      file.parts.map(
        (part) => () => finishPart({ objects: store, log }, { file, part, mayBeDone: older.has(identity(file)) }),
      ),
    );
    return options.appearsInOrder ? [() => oneByOne(work)] : work;
  };

  /** A piece that is gone was taken by somebody else, if the state is theirs by now. */
  const explain = async (planned: readonly Planned[], error: unknown): Promise<unknown> => {
    if (!(error instanceof MissingPieceError)) return error;
    const found = await states.get(planned.map(({ files }) => files.partition));
    const isOvertaken = planned.some(({ files }, index) => found[index]?.text !== files.stored.text);
    return isOvertaken
      ? new RetriableError('Another delivery has gone on with the same files', { cause: error })
      : error;
  };

  const carryOut = async (planned: readonly Planned[]): Promise<void> => {
    await settleAll(planned.flatMap(({ plan }) => plan.work)).catch(async (error) => {
      throw await explain(planned, error);
    });
    const nowMs = options.now();
    const outcomes = planned.map(({ files, plan }) => ({ files, ...plan.outcome(nowMs) }));
    await settleAll(
      outcomes.map(
        ({ files, state }) =>
          () =>
            commit(files, state),
      ),
    );
    await settleAll(outcomes.flatMap(({ files, state }) => finishing(files, state)));
    for (const { files, state } of outcomes) done.set(keyOf(files.partition), new Set(state.closing.map(identity)));
    const obsolete = outcomes.flatMap((outcome) => outcome.obsolete);
    if (obsolete.length > 0) await store.pieces.remove(obsolete);
  };

  return {
    begin: async (records) => {
      try {
        await begin(records);
      } catch (error) {
        // What was loaded of other partitions is out of date by the next try.
        partitions = new Map();
        throw error;
      }
    },
    seen: (record) => {
      const files = filesOf(record);
      const offset = record.originalKafkaOffset;
      if (offset >= files.end) {
        files.end = offset + 1;
        return false;
      }
      files.isRepeated = true;
      return files.state.reported.find(([one]) => one === offset)?.[1] ?? true;
    },
    add: (record, nowMs) => filesOf(record).cutter.add(record, nowMs),
    left: (record, reason) => {
      const files = filesOf(record);
      if (record.originalKafkaOffset < files.state.next) return;
      const isShort = files.reported.size < MAX_REASONS;
      files.reported.set(
        record.originalKafkaOffset,
        isShort ? reason.slice(0, MAX_REASON_LENGTH) : 'see earlier records',
      );
    },
    isFull: () =>
      !options.storesWhole &&
      [...partitions.values()].some(({ cutter }) => cutter.finishedCount() >= options.maxOpenFiles),
    flush: async (isPart = false) => {
      const planned = [...partitions.values()].map((files) => ({ files, plan: planPartition(options, files) }));
      partitions = new Map();
      last = null;
      try {
        await carryOut(planned);
        goesOn = isPart;
      } catch (error) {
        goesOn = false;
        for (const { files } of planned) loader.forget(files.partition);
        throw error;
      }
    },
  };
};

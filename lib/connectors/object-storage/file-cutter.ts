import type { SinkRecord } from '../../connect/record.ts';
import type { GrowingFile } from './growing-file.ts';
import type { Partitioner } from './partitioners/partitioner.ts';
import type { TimestampExtractor } from './partitioners/timestamp-extractor.ts';

export interface CutterOptions {
  readonly partitioner: Partitioner;
  /** Files end at offsets divisible by it. */
  readonly flushSize: number;
  /** Files end at times divisible by it, in milliseconds; `null` for no such end. */
  readonly rotation: { readonly intervalMs: number; readonly timeOf: TimestampExtractor } | null;
  /** Whether all files end where a record goes to another directory than the one before it. */
  readonly cutsOnPartitionChange: boolean;
  /** Equal for records whose schemas may share a file. */
  schemaNumber(record: SinkRecord): number | string;
  /** @throws DataError when no file can begin with the record. */
  open(encodedPartition: string, first: SinkRecord): GrowingFile;
}

/** Sorts the records of one topic partition into files. */
export interface FileCutter {
  /** @throws DataError when the record cannot be written; it then is in no file. */
  add(record: SinkRecord, nowMs: number): void;
  /** All files of the batch, which are over with it. */
  takeFiles(): readonly GrowingFile[];
}

/** What decides on the file of a record. */
interface Kind {
  readonly bucket: number;
  readonly window: number;
  readonly schema: number | string;
  readonly directory: string;
}

const isSameKind = (left: Kind, right: Kind): boolean =>
  left.bucket === right.bucket &&
  left.window === right.window &&
  left.schema === right.schema &&
  left.directory === right.directory;

const nameOf = ({ bucket, window, schema, directory }: Kind): string => `${bucket} ${window} ${schema} ${directory}`;

/**
 * Cuts so that redelivery overwrites. A file is named after its first record, a batch may end anywhere, and after a
 * crash the records from the committed offset on come again in other batches. The objects that a lost attempt left behind
 * are then all written again if a record that began a file in it begins one in every later attempt. It does, since
 *
 * - which file a record belongs to depends on the record alone: its directory, its schema, floor(offset / flush.size) and
 *   floor(time / rotate.interval.ms). The first record of a file is the first of its kind since the committed offset, or
 *   since a cut, so that it has no predecessor in any batch that begins there or later;
 * - a cut across all files depends on a record and the one before it. Where the latter is in another batch, the batch's
 *   beginning cuts as well.
 *
 * So every offset up to the committed one is in exactly one object. This takes a partitioner that goes by the record (not
 * `Wallclock`: a record is then stored at least once), the same configuration in all attempts, and one attempt at a time.
 * Rotation since a file's first record, as in the original, would not do: its cuts would depend on where a batch began.
 */
export const createFileCutter = (options: CutterOptions): FileCutter => {
  const { partitioner, flushSize, rotation, cutsOnPartitionChange } = options;
  let open = new Map<string, GrowingFile>();
  let finished: GrowingFile[] = [];
  let last: Kind | null = null;
  let lastFile: GrowingFile | null = null;

  const windowOf = (record: SinkRecord, nowMs: number): number =>
    rotation === null ? 0 : Math.floor(rotation.timeOf(record, nowMs) / rotation.intervalMs);

  const closeAll = (): void => {
    finished.push(...open.values());
    open = new Map();
    lastFile = null;
  };

  const kindOf = (record: SinkRecord, nowMs: number): Kind => ({
    bucket: Math.floor(record.kafkaOffset / flushSize),
    window: windowOf(record, nowMs),
    schema: options.schemaNumber(record),
    directory: partitioner.encodePartition(record, nowMs),
  });

  const addTo = (file: GrowingFile, record: SinkRecord, kind: Kind): void => {
    file.add(record);
    open.set(nameOf(kind), file);
    lastFile = file;
  };

  return {
    add: (record, nowMs) => {
      const kind = kindOf(record, nowMs);
      const previous = last;
      last = kind;
      if (lastFile !== null && previous !== null && isSameKind(kind, previous)) return lastFile.add(record);
      if (cutsOnPartitionChange && kind.directory !== previous?.directory) closeAll();
      lastFile = null;
      addTo(open.get(nameOf(kind)) ?? options.open(kind.directory, record), record, kind);
    },
    takeFiles: () => {
      closeAll();
      const files = finished;
      finished = [];
      last = null;
      return files;
    },
  };
};

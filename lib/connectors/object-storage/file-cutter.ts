import type { SinkRecord } from '../../connect/record.ts';
import type { GrowingFile } from './growing-file.ts';
import type { Kind, OpenFile } from './open-file.ts';
import type { Partitioner } from './partitioners/partitioner.ts';
import type { TimestampExtractor } from './partitioners/timestamp-extractor.ts';
import type { Projection } from './schema-compatibility.ts';

export interface CutterOptions {
  readonly partitioner: Partitioner;
  /** Files end at offsets divisible by it. */
  readonly flushSize: number;
  /** Files end at times divisible by it, in milliseconds; `null` for no such end. */
  readonly rotation: { readonly intervalMs: number; readonly timeOf: TimestampExtractor } | null;
  /** Whether all files end where a record goes to another directory than the one before it. */
  readonly cutsOnPartitionChange: boolean;
  /** Whether all files end where a record has another schema or period than the one before it: files then follow each other as records do. */
  readonly keepsOrder: boolean;
  /** Whether files outlive their batch; those that no later record can belong to are then over at once. */
  readonly spansBatches: boolean;
  /** Brings records to a schema that they share. @throws DataError */
  readonly project?: Projection;
  /** Equal for records whose schemas may share a file. */
  schemaOf(record: SinkRecord): string;
  /** @throws DataError when no file can begin, or go on, with the record. */
  open(encodedPartition: string, record: SinkRecord, begun: OpenFile | null): GrowingFile;
}

/** A file of a topic partition; `begun` in earlier batches, `growing` in this one, or both. */
export interface CutFile {
  readonly kind: Kind;
  readonly begun: OpenFile | null;
  growing: GrowingFile | null;
}

/** What earlier batches have left to go on with. */
export interface CutterStart {
  readonly open: readonly OpenFile[];
  /** Where the last record went. */
  readonly directory: string | null;
}

/** Sorts the records of one topic partition into files. */
export interface FileCutter {
  /** @throws DataError when the record cannot be written; it then is in no file. */
  add(record: SinkRecord, nowMs: number): void;
  /** Ends all files. */
  cut(): void;
  finishedCount(): number;
  /** The files that are over, and those that are not. */
  files(): {
    readonly finished: readonly CutFile[];
    readonly open: readonly CutFile[];
    readonly directory: string | null;
  };
}

const isSameKind = (left: Kind, right: Kind): boolean =>
  left.bucket === right.bucket &&
  left.window === right.window &&
  left.schema === right.schema &&
  left.directory === right.directory;

const mayFollow = (before: Kind, after: Kind): boolean =>
  before.schema === after.schema && before.window === after.window;

const nameOf = ({ bucket, window, schema, directory }: Kind): string => `${bucket} ${window} ${schema} ${directory}`;

/**
 * Cuts so that redelivery overwrites. A file is named after its first record, a batch may end anywhere, and after a
 * crash the records from the committed offset on come again in other batches. The objects that a lost attempt left behind
 * are then all written again if a record that began a file in it begins one in every later attempt. It does, since
 *
 * - which file a record belongs to depends on the record alone: its directory, its schema, floor(offset / flush.size) and
 *   floor(time / rotate.interval.ms). The first record of a file is the first of its kind since the committed offset, or
 *   since a cut, so that it has no predecessor in any batch that begins there or later;
 * - a cut across all files depends on a record and the one before it, which is remembered from batch to batch where files are.
 *   Where they are not, the batch's beginning cuts as well;
 * - a cut by the clock is remembered before anything depends on it, and can only make more files begin.
 *
 * So every offset up to the committed one is in exactly one object. This takes a partitioner that goes by the record (not
 * `Wallclock`: its files go through pieces, see `spanning-files.ts`), the same configuration in all attempts, and one attempt at a
 * time. Rotation since a file's first record, as in the original, would not do: its cuts would depend on where a batch began.
 */
export const createFileCutter = (
  options: CutterOptions,
  start: CutterStart = { open: [], directory: null },
): FileCutter => {
  const { partitioner, flushSize, rotation, cutsOnPartitionChange, keepsOrder, spansBatches } = options;
  const open = new Map<string, CutFile>(
    start.open.map((begun) => [nameOf(begun.kind), { kind: begun.kind, begun, growing: null }]),
  );
  const finished: CutFile[] = [];
  let directory = start.directory;
  let last: Kind | null = null;
  let lastFile: GrowingFile | null = null;

  const windowOf = (record: SinkRecord, nowMs: number): number =>
    rotation === null ? 0 : Math.floor(rotation.timeOf(record, nowMs) / rotation.intervalMs);

  const finish = (isOver: (kind: Kind) => boolean): void => {
    for (const [name, file] of open)
      if (isOver(file.kind)) {
        open.delete(name);
        finished.push(file);
      }
    lastFile = null;
  };
  const cut = (): void => finish(() => true);

  const kindOf = (record: SinkRecord, nowMs: number): Kind => ({
    bucket: Math.floor(record.kafkaOffset / flushSize),
    window: windowOf(record, nowMs),
    schema: options.schemaOf(record),
    directory: partitioner.encodePartition(record, nowMs),
  });

  const addTo = (record: SinkRecord, kind: Kind): void => {
    const name = nameOf(kind);
    const file = open.get(name) ?? { kind, begun: null, growing: null };
    const growing = file.growing ?? options.open(kind.directory, record, file.begun);
    growing.add(record);
    file.growing = growing;
    open.set(name, file);
    lastFile = growing;
  };

  const projected = (record: SinkRecord): SinkRecord => {
    if (options.project === undefined) return record;
    const projected = options.project(record);
    if (projected.cuts) cut();
    return projected.record;
  };

  const addRecord = (consumed: SinkRecord, nowMs: number): void => {
    const record = projected(consumed);
    const kind = kindOf(record, nowMs);
    const previous = last;
    last = kind;
    if (lastFile !== null && previous !== null && isSameKind(kind, previous)) {
      lastFile.add(record);
      return;
    }
    if (spansBatches) finish(({ bucket, window }) => bucket < kind.bucket || window < kind.window);
    if (cutsOnPartitionChange && kind.directory !== directory) cut();
    if (keepsOrder && [...open.values()].some((file) => !mayFollow(file.kind, kind))) cut();
    directory = kind.directory;
    lastFile = null;
    addTo(record, kind);
  };

  return {
    add: (record, nowMs) => {
      addRecord(record, nowMs);
      if (spansBatches && (record.kafkaOffset + 1) % flushSize === 0) cut();
    },
    cut,
    finishedCount: () => finished.length,
    files: () => ({ finished, open: [...open.values()], directory }),
  };
};

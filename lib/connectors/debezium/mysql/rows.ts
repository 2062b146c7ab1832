import type { Struct } from '../../../connect/struct.ts';
import { changeRecords, type RecordSettings, type UnplacedRecord } from '../change-records.ts';
import type { EventTime } from '../event-clock.ts';
import type { SnapshotMarker } from '../source-info.ts';
import type { LogPosition } from './log-position.ts';
import type { RawRow, RawValue } from './raw-value.ts';
import type { SourceFacts } from './source.ts';
import type { KnownTable } from './tables.ts';

/** What all records of a task are made with. */
export interface RecordMaker extends RecordSettings {
  readonly source: (facts: SourceFacts) => Struct;
  readonly clock: () => EventTime;
}

/** When and where a snapshot's rows were read. */
export interface ReadMoment {
  readonly time: EventTime;
  readonly log: LogPosition;
}

/** A row that a snapshot read, as an event. */
export const readRecord = (
  maker: RecordMaker,
  { schema }: KnownTable,
  row: RawRow,
  marker: SnapshotMarker,
  { time, log }: ReadMoment,
): readonly UnplacedRecord[] =>
  changeRecords(
    schema,
    {
      op: 'r',
      key: schema.readKey?.(row) ?? null,
      oldKey: null,
      before: null,
      after: schema.readValue(row),
      source: maker.source({
        time,
        marker,
        database: schema.id.schema,
        table: schema.id.table,
        serverId: 0,
        gtid: null,
        file: log.file,
        position: log.position,
        row: 0,
        thread: null,
        query: null,
      }),
      time: maker.clock(),
      nextInTransaction: () => null,
    },
    maker,
  );

const isSame = (one: RawValue | null | undefined, other: RawValue | null | undefined): boolean =>
  one instanceof Uint8Array && other instanceof Uint8Array ? Buffer.compare(one, other) === 0 : one === other;

/** Whether two rows differ at any of these places. */
export const differs = (places: readonly number[], one: RawRow, other: RawRow): boolean =>
  places.some((index) => !isSame(one[index], other[index]));

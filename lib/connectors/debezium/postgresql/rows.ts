import type { Struct } from '../../../connect/struct.ts';
import { changeRecords, type RecordSettings, type UnplacedRecord } from '../change-records.ts';
import type { EventTime } from '../event-clock.ts';
import type { SnapshotMarker } from '../source-info.ts';
import type { Lsn, Tuple } from './pgoutput.ts';
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
  readonly lsn: Lsn;
  readonly lastCommit: Lsn | null;
  readonly txId: number | null;
}

/** A row that a snapshot read, as an event. */
export const readRecord = (
  maker: RecordMaker,
  table: KnownTable,
  row: Tuple,
  marker: SnapshotMarker,
  moment: ReadMoment,
): readonly UnplacedRecord[] => {
  const { schema } = table;
  return changeRecords(
    schema,
    {
      op: 'r',
      key: schema.readKey?.(row) ?? null,
      oldKey: null,
      before: null,
      after: schema.readValue(row),
      source: maker.source({ ...moment, marker, table: schema.id, origin: null }),
      time: maker.clock(),
      nextInTransaction: () => null,
    },
    maker,
  );
};

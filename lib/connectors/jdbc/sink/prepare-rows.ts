import { DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { Session } from '../dialect.ts';
import { isTruncation, rowOfChangeEvent } from './change-event.ts';
import { createRecordCheck } from './check-record.ts';
import { createCloudEventData } from './cloud-event-data.ts';
import { createKeyTaker } from './key-taker.ts';
import type { Layouts } from './layouts.ts';
import type { Row } from './rows.ts';
import type { SinkSettings } from './sink-settings.ts';
import { sourceFormat } from './source-format.ts';

/** What is done with a record that cannot be stored; throws when that must fail the task. */
export type Refuse = (record: SinkRecord, error: DataError) => Promise<void>;

/** Makes rows of records, and tables for them. */
export type PrepareRows = (session: Session, records: readonly SinkRecord[], refuse: Refuse) => Promise<readonly Row[]>;

export const createPrepareRows = (layouts: Layouts, settings: SinkSettings): PrepareRows => {
  const check = createRecordCheck(settings);
  const formatOf = sourceFormat(settings.tableNames.format);
  const dataOf = createCloudEventData(settings.cloudEvents);
  const withKey = createKeyTaker(settings);

  /** The record as it is to be stored; `null` when there is nothing to do. */
  const relevant = (consumed: SinkRecord): SinkRecord | null => {
    const record = rowOfChangeEvent(consumed);
    if (record === null || record.value !== null) return record && withKey(record, consumed);
    if (settings.skipsTombstones) return null;
    // A tombstone's schema says nothing, and some converters give one.
    return withKey(record.valueSchema === null ? record : { ...record, valueSchema: null }, consumed);
  };

  const truncation = async (session: Session, record: SinkRecord): Promise<readonly Row[]> => {
    const format = formatOf(record);
    const layout = format === null ? null : await layouts.emptied(session, record, format);
    return layout === null ? [] : [{ record, layout, action: 'truncate', values: [] }];
  };

  return async (session, records, refuse) => {
    const rows: Row[] = [];
    layouts.forgetTransient();
    for (const given of records) {
      const consumed = dataOf(given);
      try {
        if (settings.truncateEnabled && isTruncation(consumed)) {
          rows.push(...(await truncation(session, consumed)));
          continue;
        }
        const record = relevant(consumed);
        const format = record && formatOf(consumed);
        if (record === null || format === null) continue;
        check(record);
        const known = layouts.known(record, format);
        const plan = known === undefined ? await layouts.plan(session, record, format) : known;
        if (plan instanceof DataError) throw plan;
        if (plan === null) continue;
        const action = record.value === null ? 'delete' : 'write';
        rows.push({ record: given, layout: plan, action, values: plan.bind(record) });
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        await refuse(given, error);
      }
    }
    return rows;
  };
};

import type { Signal } from '../signals.ts';
import type { OperationTime } from './bson/bson-value.ts';
import type { ChangeEvent } from './change-event.ts';
import type { CollectionSchema } from './collection-schema.ts';
import { changeRecords, type RecordMaker } from './event-records.ts';
import type { Namespace } from './namespace.ts';
import type { Output } from './output.ts';
import type { Place } from './place.ts';
import type { PartialChange } from './position.ts';
import { decodeToken, isBefore, tokenTime } from './resume-token.ts';
import { signalOf } from './signal-document.ts';
import type { Transactions } from './transactions.ts';

export interface ChangeSettings {
  readonly place: Place;
  readonly output: Output;
  readonly transactions: Transactions;
  readonly maker: RecordMaker;
  /** The first change, where an earlier run made some of its records. */
  readonly partial: PartialChange | null;
  schemaOf(namespace: Namespace): CollectionSchema;
  isCaptured(namespace: Namespace): boolean;
  isSignalCollection(identifier: string): boolean;
  isSkipped(op: string): boolean;
  signal(signal: Signal): void;
}

const isChange = (event: ChangeEvent): event is ChangeEvent & { readonly op: 'c' | 'u' | 'd' } => event.op !== null;

/** Puts out the records of changes; each one's offset says how many of its change's records are made. */
export const createChanges = (settings: ChangeSettings) => {
  const { place, output, transactions, maker, schemaOf } = settings;
  let { partial } = settings;

  const takeSignal = (schema: CollectionSchema, change: ChangeEvent): void => {
    if (change.op !== 'c' || !settings.isSignalCollection(schema.identifier)) return;
    const document = change.document('fullDocument');
    if (document !== null) settings.signal(signalOf(document));
  };

  return {
    /** Whether a change was begun by an earlier run, which must go on as that one began it. */
    isWithin: (): boolean => partial !== null,
    /** The stream has come so far: a change before is not captured any more. */
    reached: (time: OperationTime): void => {
      const expected = partial === null ? undefined : tokenTime(decodeToken(partial.token));
      if (expected !== undefined && isBefore(expected, time)) partial = null;
    },
    take: (change: ChangeEvent): void => {
      const skip = change.token === partial?.token ? partial.records : 0;
      partial = null;
      const stream = { token: change.token, ...change.time };
      if (!isChange(change) || !settings.isCaptured(change.namespace) || settings.isSkipped(change.op)) {
        place.moveTo(stream);
        return;
      }
      const before = place.offset();
      const schema = schemaOf(change.namespace);
      const told = transactions.enter(change);
      const events = changeRecords(schema, change, transactions.block(schema.identifier), maker);
      place.moveTo(stream);
      place.setTransaction(transactions.open);
      takeSignal(schema, change);
      const records = [...told, ...events];
      const after = place.offset(change.session);
      records.forEach((record, index) => {
        if (index < skip) return;
        output.push(
          record,
          index === records.length - 1 ? after : { ...before, records: index + 1, records_of: change.token },
        );
      });
    },
  };
};

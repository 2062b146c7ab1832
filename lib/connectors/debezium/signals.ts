import { asError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';

/** What somebody asks of the connector, by a row of the signal table or a record of the signal topic. */
export interface Signal {
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
}

/** A table to be read by an ad-hoc snapshot. */
export interface SnapshotRequest {
  /** The signal's. */
  readonly id: string;
  /** Expressions for whole names of tables. */
  readonly tables: readonly string[];
  filterOf(table: string): string | undefined;
}

/** What signals can do; follows `io.debezium.pipeline.signal.actions`. */
export interface SignalActions {
  execute(request: SnapshotRequest): void;
  /** Without tables, all of it. */
  stop(tables: readonly string[] | null): void;
  pause(): void;
  resume(): void;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];

/** Reads a signal's three texts; data that is no JSON is nothing. */
export const parseSignal = (id: string, type: string, data: string | null): Signal => {
  try {
    return { id, type, data: data === null || data === '' ? {} : JSON.parse(data) };
  } catch {
    return { id, type, data: {} };
  }
};

const requestOf = (id: string, data: Readonly<Record<string, unknown>>): SnapshotRequest => {
  const conditions = Array.isArray(data['additional-conditions']) ? data['additional-conditions'].filter(isObject) : [];
  return {
    id,
    tables: strings(data['data-collections']),
    filterOf: (table) => {
      const condition = conditions.find((one) =>
        new RegExp(`^(?:${String(one['data-collection'])})$`, 'i').test(table),
      );
      return typeof condition?.filter === 'string' ? condition.filter : undefined;
    },
  };
};

/** Does what a signal asks for; one that makes no sense is logged and left, as in `SignalProcessor`. */
export const createSignalProcessor = (actions: SignalActions, log: Logger): ((signal: Signal) => void) => {
  const perform: Readonly<Record<string, (data: Readonly<Record<string, unknown>>, id: string) => void>> = {
    'execute-snapshot': (data, id) => actions.execute(requestOf(id, data)),
    'stop-snapshot': (data) =>
      actions.stop(data['data-collections'] === undefined ? null : strings(data['data-collections'])),
    'pause-snapshot': actions.pause,
    'resume-snapshot': actions.resume,
    log: (data) => log.info(String(data.message ?? '').replace('{}', '<none>')),
    // Debezium's own marks in a table that both have used.
    'snapshot-window-open': () => {},
    'snapshot-window-close': () => {},
  };
  return ({ id, type, data }) => {
    const action = perform[type];
    if (action === undefined) return log.warn(`Signal '${id}' has the unknown type '${type}' and is ignored`);
    log.info(`Signal '${id}' of type '${type}'`);
    try {
      action(isObject(data) ? data : {}, id);
    } catch (error) {
      log.warn(`Signal '${id}' could not be performed`, { cause: asError(error).message });
    }
  };
};

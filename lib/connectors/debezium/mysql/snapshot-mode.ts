import type { MySqlConfig } from './config.ts';
import type { Position } from './position.ts';

/** What a snapshot mode asks for; follows `io.debezium.snapshot.mode`. */
export interface SnapshotMode {
  /** What a run begins with from this position: tables and rows, tables only, nothing but the log from its first event on. */
  wants(position: Position | null, incarnation: string): 'data' | 'schema' | 'whole-log' | 'nothing';
  /** Whether to begin anew when the log that the position needs is gone. */
  readonly onLostLog: boolean;
  /** What to do when the schema history is gone: read tables anew at the position, begin anew, or fail. */
  readonly onLostHistory: 'read-schema' | 'snapshot' | 'fail';
  /** Whether the log is read once the snapshot is done. */
  readonly streams: boolean;
}

type Wants = SnapshotMode['wants'];

const first =
  (kind: ReturnType<Wants>): Wants =>
  (position) =>
    position === null ? kind : 'nothing';

const INITIAL: SnapshotMode = { wants: first('data'), onLostLog: false, onLostHistory: 'fail', streams: true };

const configured = (config: MySqlConfig): SnapshotMode => ({
  wants: first(
    config['snapshot.mode.configuration.based.snapshot.data']
      ? 'data'
      : config['snapshot.mode.configuration.based.snapshot.schema']
        ? 'schema'
        : 'whole-log',
  ),
  onLostLog: config['snapshot.mode.configuration.based.snapshot.on.data.error'],
  onLostHistory: config['snapshot.mode.configuration.based.snapshot.on.schema.error'] ? 'read-schema' : 'fail',
  streams: config['snapshot.mode.configuration.based.start.stream'],
});

export const snapshotModeOf = (config: MySqlConfig): SnapshotMode => {
  switch (config['snapshot.mode']) {
    case 'always':
      // A start is the user's: the runs of one start go on where the one before ended.
      return {
        wants: (position, incarnation) => (position?.incarnation === incarnation ? 'nothing' : 'data'),
        onLostLog: true,
        onLostHistory: 'snapshot',
        streams: true,
      };
    case 'initial_only':
      return { ...INITIAL, streams: false };
    case 'no_data':
    case 'schema_only':
      return { ...INITIAL, wants: first('schema') };
    case 'never':
      return { ...INITIAL, wants: first('whole-log') };
    case 'recovery':
    case 'schema_only_recovery':
      return { ...INITIAL, wants: first('schema'), onLostHistory: 'read-schema' };
    case 'when_needed':
      return { ...INITIAL, onLostLog: true, onLostHistory: 'snapshot' };
    case 'configuration_based':
      return configured(config);
    default:
      return INITIAL;
  }
};

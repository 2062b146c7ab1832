/** The keys that say it, as every source has them. */
interface SnapshotModeKeys {
  readonly 'snapshot.mode': string;
  readonly 'snapshot.mode.configuration.based.snapshot.data': boolean;
  readonly 'snapshot.mode.configuration.based.snapshot.on.data.error': boolean;
  readonly 'snapshot.mode.configuration.based.start.stream': boolean;
}

/** What a snapshot mode asks for; follows `io.debezium.snapshot.mode`. */
export interface SnapshotMode<Position> {
  /** Whether to begin a snapshot where a run starts from this position. */
  wantsSnapshot(position: Position | null, incarnation: string): boolean;
  /** Whether to begin anew when the log that the position needs is gone. */
  readonly onLostLog: boolean;
  /** Whether the log is read once the snapshot is done. */
  readonly streams: boolean;
}

const never = (): boolean => false;

/** @param once whether a position is one from which the only snapshot is still to begin */
export const snapshotModeOf = <Position extends { readonly incarnation: string | null }>(
  config: SnapshotModeKeys,
  once: (position: Position | null) => boolean,
): SnapshotMode<Position> => {
  switch (config['snapshot.mode']) {
    case 'always':
      // A start is the user's: the runs of one start go on where the one before ended.
      return {
        wantsSnapshot: (position, incarnation) => position?.incarnation !== incarnation,
        onLostLog: true,
        streams: true,
      };
    case 'initial_only':
      return { wantsSnapshot: once, onLostLog: false, streams: false };
    case 'no_data':
    case 'never':
      return { wantsSnapshot: never, onLostLog: false, streams: true };
    case 'when_needed':
      return { wantsSnapshot: once, onLostLog: true, streams: true };
    case 'configuration_based':
      return {
        wantsSnapshot: config['snapshot.mode.configuration.based.snapshot.data'] ? once : never,
        onLostLog: config['snapshot.mode.configuration.based.snapshot.on.data.error'],
        streams: config['snapshot.mode.configuration.based.start.stream'],
      };
    default:
      return { wantsSnapshot: once, onLostLog: false, streams: true };
  }
};

import type { ConnectorOffset, ConnectorOffsetChange } from '../entities.ts';

/** The offsets of one connector, wherever its kind keeps them. */
export interface ConnectorOffsets {
  read(): Promise<readonly ConnectorOffset[]>;
  /** @returns whether the connector itself says that its offsets are now as asked. */
  alter(changes: readonly ConnectorOffsetChange[]): Promise<boolean>;
  /** Forgets all of them. */
  reset(): Promise<boolean>;
}

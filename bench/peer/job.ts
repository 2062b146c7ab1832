import type { RawConfig } from '../../lib/connect/connector.ts';
import type { PeerRow } from './rows.ts';

/** One side's turn at a row. */
export interface Job {
  readonly row: PeerRow;
  /** Of the connector; no other turn has it. */
  readonly name: string;
  /** The source writes to it, the sink reads it. */
  readonly topic: string;
  /** The source reads it, the sink writes to it. */
  readonly file: string;
  /** For what the process needs and leaves. */
  readonly directory: string;
}

const CLASSES = {
  source: 'org.apache.kafka.connect.file.FileStreamSourceConnector',
  sink: 'org.apache.kafka.connect.file.FileStreamSinkConnector',
};

/** The same for both sides, to the letter. */
export const connectorConfig = ({ row, name, topic, file }: Job): RawConfig => ({
  name,
  'connector.class': CLASSES[row.kind],
  'tasks.max': '1',
  file,
  [row.kind === 'source' ? 'topic' : 'topics']: topic,
  ...row.config,
});

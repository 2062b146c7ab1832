import type { SourceRecord } from '../../../connect/record.ts';
import { createHeartbeatTimer, heartbeatRecord } from '../heartbeat.ts';
import { MAX_POLL_BYTES } from '../poll-bytes.ts';
import type { RunParts } from './parts.ts';
import type { Lsn } from './pgoutput.ts';
import { type ReplicationStream, startReplication } from './replication-stream.ts';
import { connect, type Session } from './session.ts';
import type { TaskSettings } from './settings.ts';

export interface LogReaderOptions {
  /** What the server may forget from the start. */
  readonly confirmed: Lsn;
  readonly serverVersion: number;
}

/** Reads the log on, with chunks of a snapshot and heartbeats in between. */
export interface LogReader {
  /** Records, as soon as there are some; none where none come for a while. */
  read(signal: AbortSignal): Promise<readonly SourceRecord[]>;
  confirm(lsn: Lsn): void;
  close(): Promise<void>;
}

/** A poll without news ends after this, whatever `poll.interval.ms` is. */
const MAX_WAIT_MS = 500;
const SERVER_WITH_MESSAGES = 140_000;

const streamParameters = ({ config }: TaskSettings, serverVersion: number): Readonly<Record<string, string>> => ({
  proto_version: '1',
  publication_names: `"${config['publication.name']}"`,
  ...(serverVersion >= SERVER_WITH_MESSAGES && { messages: 'true' }),
  ...Object.fromEntries(
    (config['slot.stream.params'] ?? '')
      .split(';')
      .filter((entry) => entry.includes('='))
      .map((entry) => entry.split('=', 2).map((part) => part.trim())),
  ),
});

/** Sends heartbeats when they are due and nothing is being read. */
const createHeartbeats = ({ config, topics, maker }: TaskSettings, { place, output }: RunParts, session: Session) => {
  const isDue = createHeartbeatTimer(config['heartbeat.interval.ms'], Date.now);
  let isWaiting = false;
  return {
    /** Whether the server's position is waited for, to send one. */
    isWaiting: (): boolean => {
      isWaiting ||= isDue();
      return isWaiting;
    },
    send: async (position: Lsn): Promise<void> => {
      isWaiting = false;
      const action = config['heartbeat.action.query'];
      if (action !== null) await session.query(action);
      place.moveTo(position, false);
      const record = heartbeatRecord(config['topic.prefix'], Date.now());
      output.push(
        { ...record, topic: topics.heartbeat, kafkaPartition: null, timestamp: null, headers: [] },
        place.cleanOffset(maker.clock().us, null, 'HEARTBEAT'),
      );
      output.release();
    },
  };
};

export const createLogReader = (
  settings: TaskSettings,
  parts: RunParts,
  session: Session,
  { confirmed, serverVersion }: LogReaderOptions,
): LogReader => {
  const { config } = settings;
  const { place, output, transactions, chunks, onMessage } = parts;
  const flushes = config['flush.lsn.source'] && config['lsn.flush.mode'] !== 'manual';
  const followsServer = flushes && config['lsn.flush.mode'] === 'connector_and_driver';
  const heartbeats = createHeartbeats(settings, parts, session);
  let stream: ReplicationStream | undefined;
  /** Whether records were handed out: then the server's own position may be ahead of what is stored. */
  let hasUnstored = parts.initial !== undefined;

  const open = async (): Promise<ReplicationStream> =>
    startReplication(await connect(config, true), {
      slot: config['slot.name'],
      from: place.start,
      confirmed: flushes ? confirmed : 0,
      parameters: streamParameters(settings, serverVersion),
      statusIntervalMs: config['status.update.interval.ms'],
    });

  const onPosition = async (from: ReplicationStream, lsn: Lsn): Promise<void> => {
    if (transactions.current() !== undefined) return;
    chunks.reached(lsn);
    output.release();
    if (heartbeats.isWaiting() && !chunks.isWaiting()) await heartbeats.send(lsn);
    if (followsServer && !hasUnstored && output.size === 0 && place.snapshot === null) from.confirm(lsn);
  };

  /** Takes what has come, as far as a batch goes. */
  const drain = async (from: ReplicationStream): Promise<void> => {
    let bytes = 0;
    while (output.size < config['max.batch.size'] && bytes < MAX_POLL_BYTES) {
      const item = from.next();
      if (item === undefined) return;
      bytes += item.bytes;
      if (item.kind === 'position') await onPosition(from, item.lsn);
      else {
        const later = onMessage(item.lsn, item.message);
        if (later !== undefined) await later;
      }
    }
  };

  const step = async (from: ReplicationStream): Promise<void> => {
    if (chunks.wantsChunk()) await chunks.read();
    if (heartbeats.isWaiting() || followsServer || chunks.isWaiting()) from.askForPosition();
    await drain(from);
  };

  return {
    read: async (signal) => {
      stream ??= await open();
      const giveUpAt = Date.now() + Math.min(MAX_WAIT_MS, config['poll.interval.ms']);
      for (;;) {
        await step(stream);
        const left = giveUpAt - Date.now();
        if (output.size > 0 || left <= 0 || signal.aborted) break;
        await stream.wait(left, signal);
      }
      hasUnstored ||= output.size > 0;
      return output.take();
    },
    confirm: (lsn) => {
      if (flushes) stream?.confirm(lsn);
    },
    close: async () => stream?.close(),
  };
};

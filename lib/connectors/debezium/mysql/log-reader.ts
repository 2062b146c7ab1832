import type { Connection } from 'mysql2';
import type { SourceRecord } from '../../../connect/record.ts';
import { createHeartbeatTimer, heartbeatRecord } from '../heartbeat.ts';
import { MAX_POLL_BYTES } from '../poll-bytes.ts';
import { type BinlogStream, startBinlogStream } from './binlog/binlog-stream.ts';
import { type BinlogDecoder, createBinlogDecoder } from './binlog/decoder.ts';
import { dumpRequest } from './binlog/dump-request.ts';
import { startAfter } from './gtids.ts';
import { compareLogPositions } from './log-position.ts';
import type { RunParts } from './parts.ts';
import { type LogEnd, logEnd, type ServerFacts } from './server.ts';
import { connect, quoteLiteral, type Session } from './session.ts';
import type { TaskSettings } from './settings.ts';

/** Reads the log on, with chunks of a snapshot and heartbeats in between. */
export interface LogReader {
  /** Records, as soon as there are some; none where none come for a while. @param until what not to read beyond. */
  read(signal: AbortSignal, until?: LogEnd): Promise<readonly SourceRecord[]>;
  hasReached(end: LogEnd): boolean;
  close(): void;
}

/** A poll without news ends after this, whatever `poll.interval.ms` is. */
const MAX_WAIT_MS = 500;
/** So many heartbeats of the server may be missed. */
const MISSED_HEARTBEATS = 3;
const DAY_MS = 86_400_000;

const execute = (connection: Connection, sql: string): Promise<void> =>
  new Promise((resolve, reject) => {
    connection.query(sql, (error) => (error === null ? resolve() : reject(error)));
  });

const heartbeatMs = ({ config }: TaskSettings): number =>
  config['connect.keep.alive'] ? config['connect.keep.alive.interval.ms'] : DAY_MS;

/** What a session must say before it asks for the log. */
const preparations = (settings: TaskSettings, gtids: string | null): readonly string[] => {
  const { config, flavor } = settings;
  const [writeTimeout, readTimeout] = [config['binlog.net.write.timeout'], config['binlog.net.read.timeout']];
  return [
    'SET @master_binlog_checksum = @@global.binlog_checksum',
    `SET @master_heartbeat_period = ${Math.round(heartbeatMs(settings) * 1e6)}`,
    ...(writeTimeout > 0 ? [`SET SESSION net_write_timeout = ${writeTimeout}`] : []),
    ...(readTimeout > 0 ? [`SET SESSION net_read_timeout = ${readTimeout}`] : []),
    ...(flavor === 'mysql' ? [] : ['SET @mariadb_slave_capability = 4']),
    ...(flavor === 'mysql' || gtids === null
      ? []
      : [`SET @slave_connect_state = ${quoteLiteral(gtids)}`, 'SET @slave_gtid_strict_mode = 0']),
  ];
};

/** Sends heartbeats when they are due and nothing is being read. */
const createHeartbeats = ({ config, topics }: TaskSettings, { place, output }: RunParts, session: Session) => {
  const isDue = createHeartbeatTimer(config['heartbeat.interval.ms'], Date.now);
  return async (): Promise<void> => {
    if (!isDue()) return;
    const action = config['heartbeat.action.query'];
    if (action !== null) await session.query(action);
    const record = heartbeatRecord(config['topic.prefix'], Date.now());
    output.push(
      { ...record, topic: topics.heartbeat, kafkaPartition: null, timestamp: null, headers: [] },
      place.cleanOffset(null),
    );
    output.release();
  };
};

export const createLogReader = (
  settings: TaskSettings,
  parts: RunParts,
  session: Session,
  facts: ServerFacts,
): LogReader => {
  const { config, flavor, gtids, isSourceIncluded } = settings;
  const { place, output, transactions, chunks, onEvent } = parts;
  const sendHeartbeat = createHeartbeats(settings, parts, session);
  let stream: BinlogStream | undefined;
  let decoder: BinlogDecoder | undefined;

  /** Transactions that the server shall not send: those before the place, and all of sources that do not count. */
  const known = async (): Promise<string | null> => {
    const set = place.gtids;
    if (!facts.usesGtids || set === null || set === '' || config['gtid.ignore.on.recovery']) return null;
    if (config['gtid.source.includes'] === null && config['gtid.source.excludes'] === null) return set;
    const end = await logEnd(session, flavor, facts, gtids);
    const others = gtids.filter(end.gtids ?? '', (source) => !isSourceIncluded(source));
    return gtids.union(gtids.filter(set, isSourceIncluded), others);
  };

  const open = async (): Promise<BinlogStream> => {
    const set = await known();
    const connection = await connect(config);
    try {
      for (const sql of preparations(settings, set)) await execute(connection, sql);
    } catch (error) {
      connection.destroy();
      throw error;
    }
    decoder = createBinlogDecoder(flavor, facts.hasChecksums);
    const start = set === null ? ({ kind: 'position', ...place.log } as const) : startAfter(flavor, set);
    const request = dumpRequest(start, config['database.server.id'], flavor === 'mariadb');
    return startBinlogStream(connection, request, MISSED_HEARTBEATS * heartbeatMs(settings));
  };

  const hasReached = (end: LogEnd): boolean => {
    if (transactions.current() !== undefined) return false;
    if (end.gtids !== null && place.gtids !== null && place.gtids !== '') return gtids.isWithin(end.gtids, place.gtids);
    return compareLogPositions(place.log, end.log) >= 0;
  };

  /** Takes what has come, as far as a batch goes. */
  const drain = async (from: BinlogStream, until: LogEnd | undefined): Promise<void> => {
    let bytes = 0;
    const hasRoom = (): boolean => output.size < config['max.batch.size'] && bytes < MAX_POLL_BYTES;
    while (hasRoom() && (until === undefined || !hasReached(until))) {
      const packet = from.next();
      if (packet === undefined) return;
      bytes += packet.length;
      const event = decoder?.decode(packet);
      const later = event === undefined ? undefined : onEvent(event);
      if (later !== undefined) await later;
    }
  };

  const rest = async (): Promise<void> => {
    if (transactions.current() !== undefined || chunks.isWaiting()) return;
    output.release();
    await sendHeartbeat();
  };

  return {
    hasReached,
    read: async (signal, until) => {
      stream ??= await open();
      const giveUpAt = Date.now() + Math.min(MAX_WAIT_MS, config['poll.interval.ms']);
      for (;;) {
        if (until === undefined && chunks.wantsChunk()) await chunks.read();
        await drain(stream, until);
        await rest();
        const left = giveUpAt - Date.now();
        if (output.size > 0 || left <= 0 || signal.aborted || (until !== undefined && hasReached(until))) break;
        await stream.wait(left, signal);
      }
      return output.take();
    },
    close: () => {
      stream?.close();
      stream = undefined;
    },
  };
};

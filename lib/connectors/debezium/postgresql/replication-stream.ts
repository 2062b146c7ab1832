import type pg from 'pg';
import { asError } from '../../../connect/errors.ts';
import { createBell } from '../bell.ts';
import { createWaitingLog } from '../waiting-log.ts';
import { decodePgOutput, formatLsn, type Lsn, type PgOutputMessage } from './pgoutput.ts';

/** What comes from the server, in order. */
type StreamItem =
  | { readonly kind: 'data'; readonly lsn: Lsn; readonly message: PgOutputMessage; readonly bytes: number }
  /** Everything before this position was sent. */
  | { readonly kind: 'position'; readonly lsn: Lsn; readonly bytes: 0 };

export interface ReplicationStream {
  /** The next item; `undefined` while there is none. @throws when the connection has ended. */
  next(): StreamItem | undefined;
  /** Resolves when there is an item, the stream has failed, the time is over or the signal fires. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Asks the server where it is: a position follows soon. */
  askForPosition(): void;
  /** The server may forget everything before this position. */
  confirm(lsn: Lsn): void;
  close(): Promise<void>;
}

export interface StreamOptions {
  readonly slot: string;
  readonly from: Lsn;
  /** What the server may forget from the start; 0 for nothing. */
  readonly confirmed: Lsn;
  /** Of pgoutput, such as `proto_version`. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly statusIntervalMs: number;
}

const XLOG_DATA = 0x77;
const KEEPALIVE = 0x6b;
/** Behind the position, the server's position and its clock. */
const DATA_HEADER = 1 + 8 + 8 + 8;

const readLsn = (buffer: Buffer, at: number): Lsn => buffer.readUInt32BE(at) * 2 ** 32 + buffer.readUInt32BE(at + 4);

const writeLsn = (buffer: Buffer, lsn: Lsn, at: number): void => {
  buffer.writeUInt32BE(Math.floor(lsn / 2 ** 32), at);
  buffer.writeUInt32BE(lsn % 2 ** 32, at + 4);
};

/** A "standby status update": written, flushed and applied are one for us. */
const statusUpdate = (lsn: Lsn, asksForReply: boolean): Buffer => {
  const buffer = Buffer.alloc(34);
  buffer.writeUInt8(0x72, 0);
  for (const at of [1, 9, 17]) writeLsn(buffer, lsn, at);
  writeLsn(buffer, 0, 25);
  buffer.writeUInt8(asksForReply ? 1 : 0, 33);
  return buffer;
};

const startCommand = ({ slot, from, parameters }: StreamOptions): string => {
  const options = Object.entries(parameters).map(([name, value]) => `"${name}" '${value.replaceAll("'", "''")}'`);
  return `START_REPLICATION SLOT "${slot}" LOGICAL ${formatLsn(from)} (${options.join(', ')})`;
};

/**
 * Streams a slot's changes over a walsender session, which it takes over and closes. The server stops being read while more
 * than some megabytes wait. Nothing is ever confirmed but by `confirm`.
 *
 * @throws what the server says when it does not start.
 */
export const startReplication = async (client: pg.Client, options: StreamOptions): Promise<ReplicationStream> => {
  const { connection } = client;
  const queue = createWaitingLog<StreamItem>({
    bytesOf: ({ bytes }) => bytes,
    pause: () => connection.stream.pause(),
    resume: () => connection.stream.resume(),
  });
  const bell = createBell();
  let failure: Error | undefined;
  let { confirmed } = options;
  const send = (asksForReply: boolean): void => {
    if (failure === undefined) connection.sendCopyFromChunk(statusUpdate(confirmed, asksForReply));
  };
  const fail = (error: unknown): void => {
    failure ??= asError(error);
    bell.ring();
  };
  const take = (item: StreamItem): void => {
    queue.push(item);
    bell.ring();
  };
  connection.on('copyData', ({ chunk }) => {
    const lsn = readLsn(chunk, 1);
    // Decoded at once: the driver reuses the buffer.
    if (chunk[0] === XLOG_DATA)
      take({ kind: 'data', lsn, message: decodePgOutput(chunk, DATA_HEADER), bytes: chunk.length });
    else if (chunk[0] === KEEPALIVE) {
      take({ kind: 'position', lsn, bytes: 0 });
      if (chunk[17] === 1) send(false);
    }
  });
  client.on('error', fail);
  client.on('end', () => fail(new Error('the connection was closed')));
  const started = new Promise<void>((resolve) => connection.once('replicationStart', () => resolve()));
  const streaming = client.query(startCommand(options)).then(() => fail(new Error('the server ended replication')));
  await Promise.race([started, streaming]);
  streaming.catch(fail);
  const timer = setInterval(() => send(false), options.statusIntervalMs);
  return {
    next: () => {
      const item = queue.shift();
      if (item === undefined && failure !== undefined) throw failure;
      return item;
    },
    wait: (ms, signal) =>
      queue.isEmpty() && failure === undefined && !signal.aborted ? bell.wait(ms, signal) : Promise.resolve(),
    askForPosition: () => send(true),
    confirm: (lsn) => {
      if (lsn <= confirmed) return;
      confirmed = lsn;
      send(false);
    },
    close: async () => {
      clearInterval(timer);
      failure ??= new Error('the stream was closed');
      // A walsender waits for an orderly end that need not come.
      connection.stream.destroy();
      await client.end().catch(() => {});
    },
  };
};

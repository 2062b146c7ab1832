import type { Connection } from 'mysql2';
import { createBell } from '../../bell.ts';
import { createWaitingLog } from '../../waiting-log.ts';
import { sendDump } from './dump-command.ts';

/** Reads a server's binary log, event by event. */
export interface BinlogStream {
  /** The next event's bytes; `undefined` while there is none. @throws when the connection has ended. */
  next(): Buffer | undefined;
  /** Resolves when there is one, the stream has failed, the time is over or the signal fires. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  close(): void;
}

/**
 * Streams the log over a connection, which it takes over and closes. The server is not read on while more than some megabytes
 * wait.
 *
 * @param request what {@link dumpRequest} made.
 * @param silenceMs the stream has failed when nothing comes for so long: the server sends heartbeats more often.
 */
export const startBinlogStream = (connection: Connection, request: Buffer, silenceMs: number): BinlogStream => {
  const bell = createBell();
  let failure: Error | undefined;
  let heardAt = Date.now();
  const queue = createWaitingLog<Buffer>({
    bytesOf: (packet) => packet.length,
    pause: () => connection.pause(),
    resume: () => {
      heardAt = Date.now();
      connection.resume();
    },
  });
  const fail = (error: Error): void => {
    failure ??= error;
    bell.ring();
  };
  connection.on('error', fail);
  connection.on('end', () => fail(new Error('the connection was closed')));
  sendDump(connection, request, {
    event: (packet) => {
      heardAt = Date.now();
      queue.push(packet);
      bell.ring();
    },
    ended: fail,
  });
  return {
    next: () => {
      const packet = queue.shift();
      if (packet !== undefined) return packet;
      if (failure !== undefined) throw failure;
      if (Date.now() - heardAt > silenceMs) throw new Error('the connection was closed: the server keeps silent');
      return undefined;
    },
    wait: (ms, signal) =>
      queue.isEmpty() && failure === undefined && !signal.aborted ? bell.wait(ms, signal) : Promise.resolve(),
    close: () => {
      failure ??= new Error('the stream was closed');
      // A server that sends its log does not listen.
      connection.destroy();
    },
  };
};

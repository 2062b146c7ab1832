import { connect as connectTcp, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { ConnectError, RetriableError } from '../../../connect/errors.ts';
import { type ByteReader, createByteReader } from './byte-reader.ts';
import { type ByteWriter, createByteWriter } from './byte-writer.ts';
import { createFrames } from './frames.ts';
import { statusError } from './status.ts';
import { writeText } from './write-text.ts';

export interface ConnectionOptionsOfNode {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /** `null` for none. */
  readonly tls: ConnectionOptions | null;
  /** How long a node may take for its first answer, and how long it may say nothing while one is due. */
  readonly timeoutMs: number;
}

/** A connection to one node that is logged in; requests on it are answered in any order. */
export interface Connection {
  /** @throws RetriableError when the connection breaks; what {@link statusError} makes of a refusal. */
  request(operation: number, write: (body: ByteWriter) => void): Promise<ByteReader>;
  isOpen(): boolean;
  close(): void;
}

/** Old enough for every server of Ignite 2, and new enough for columns' precision and scale. */
const VERSION = [1, 2, 0] as const;
const CLIENT = 2;

const handshake = ({ username, password }: ConnectionOptionsOfNode): Buffer => {
  const body = createByteWriter(256);
  body.int(0);
  body.byte(1);
  for (const part of VERSION) body.short(part);
  body.byte(CLIENT);
  writeText(body, username || null);
  writeText(body, password || null);
  body.intAt(0, body.position() - 4);
  return body.view();
};

/** What a node says that will not let us in, whenever we come; others are on their way up or down. */
const REFUSALS: ReadonlyArray<readonly [RegExp, string]> = [
  [/auth|credential|password|user/i, 'check ignite.username and ignite.password'],
  [/unsupported version|version is not supported/i, 'its protocol is another one'],
];

const checkHandshake = (answer: ByteReader): void => {
  if (answer.boolean()) return;
  const version = [answer.short(), answer.short(), answer.short()].join('.');
  const message = `Ignite: the node, of protocol ${version}, refuses the connection: ${answer.text() ?? ''}`;
  const [, advice] = REFUSALS.find(([pattern]) => pattern.test(message)) ?? [];
  throw advice === undefined ? new RetriableError(message) : new ConnectError(`${message} (${advice})`);
};

const openSocket = (options: ConnectionOptionsOfNode): Promise<Socket> => {
  const { host, port, tls, timeoutMs } = options;
  return new Promise((resolve, reject) => {
    const socket = tls === null ? connectTcp({ host, port }) : connectTls({ ...tls, host, port });
    socket.setNoDelay(true);
    socket.once(tls === null ? 'connect' : 'secureConnect', () => resolve(socket));
    socket.once('error', reject);
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`no answer from ${host}:${port} in ${timeoutMs} ms`)));
  });
};

interface Pending {
  resolve(answer: ByteReader): void;
  reject(error: Error): void;
}

/** Connects and logs in. @throws the socket's error, or ConnectError when the node refuses. */
export const openConnection = async (options: ConnectionOptionsOfNode): Promise<Connection> => {
  const socket = await openSocket(options);
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let broken: Error | undefined;
  let greeted: Pending | undefined;

  const onFrame = (frame: Buffer): void => {
    const answer = createByteReader(frame);
    if (greeted !== undefined) {
      greeted.resolve(answer);
      greeted = undefined;
      return;
    }
    const id = Number(answer.long());
    const waiting = pending.get(id);
    pending.delete(id);
    const status = answer.int();
    if (status === 0) waiting?.resolve(answer);
    else waiting?.reject(statusError(status, answer.text() ?? ''));
  };
  const fail = (error: Error): void => {
    broken ??= error;
    const failure = new RetriableError(`Ignite: the connection broke: ${error.message}`, { cause: error });
    greeted?.reject(failure);
    for (const { reject } of pending.values()) reject(failure);
    pending.clear();
  };
  socket.on('data', createFrames(onFrame));
  socket.on('error', fail);
  socket.on('close', () => fail(new Error(`${options.host}:${options.port} has closed it`)));
  socket.removeAllListeners('timeout');
  socket.on('timeout', () => {
    if (pending.size > 0 || greeted !== undefined) socket.destroy(new Error(`no answer in ${options.timeoutMs} ms`));
  });

  const welcome = new Promise<ByteReader>((resolve, reject) => {
    greeted = { resolve, reject };
  });
  socket.write(handshake(options));
  try {
    checkHandshake(await welcome);
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return {
    request: (operation, write) =>
      new Promise((resolve, reject) => {
        if (broken !== undefined) return reject(new RetriableError(`Ignite: ${broken.message}`, { cause: broken }));
        lastId += 1;
        const body = createByteWriter();
        body.int(0);
        body.short(operation);
        body.long(lastId);
        write(body);
        body.intAt(0, body.position() - 4);
        pending.set(lastId, { resolve, reject });
        socket.write(body.view());
      }),
    isOpen: () => broken === undefined,
    close: () => void socket.destroy(),
  };
};

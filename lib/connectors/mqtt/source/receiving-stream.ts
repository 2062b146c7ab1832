import { Duplex } from 'node:stream';
import { parser as createParser, generate, type IPublishPacket, type Packet } from 'mqtt-packet';

/** The connection as the client sees it, without the messages, and the way to acknowledge those. */
export interface ReceivingStream {
  readonly stream: Duplex;
  /** Says that a message is safe: PUBACK, or for quality 2 PUBREC. What is said at once goes out in one piece. */
  acknowledge(qos: 1 | 2, messageId: number): void;
  pause(): void;
  resume(): void;
}

export interface ReceivingStreamOptions {
  readonly version: 4 | 5;
  onPublish(packet: IPublishPacket): void;
  /** The broker has forgotten a message of quality 2. */
  onReleased(messageId: number): void;
}

/**
 * Takes the messages out of what a broker sends. The client of npm `mqtt` acknowledges a message of quality 2 before anybody
 * has seen it, and holds all others up until it has acknowledged one of quality 1. Here both wait for Kafka, and many at a time.
 */
export const createReceivingStream = (
  socket: Duplex,
  { version, onPublish, onReleased }: ReceivingStreamOptions,
): ReceivingStream => {
  const options = { protocolVersion: version };
  const parser = createParser(options);
  let waiting: Buffer[] = [];

  const send = (packet: Packet): void => {
    waiting.push(generate(packet, options));
    if (waiting.length > 1) return;
    queueMicrotask(() => {
      const all = waiting;
      waiting = [];
      if (socket.writable) socket.write(Buffer.concat(all));
    });
  };

  const stream = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _encoding, done) => {
      if (socket.write(chunk)) done();
      else socket.once('drain', done);
    },
    final: (done) => {
      socket.end(done);
    },
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  parser.on('packet', (packet) => {
    if (packet.cmd === 'publish') return onPublish(packet);
    if (packet.cmd === 'pubrel' && packet.messageId !== undefined) {
      // Said first: once the last one is released, the connection may be closed.
      send({ cmd: 'pubcomp', messageId: packet.messageId });
      return onReleased(packet.messageId);
    }
    stream.push(generate(packet, options));
  });
  parser.on('error', (error) => stream.destroy(error));
  socket.on('data', (chunk: Buffer) => parser.parse(chunk));
  socket.on('close', () => stream.destroy());
  return {
    stream,
    acknowledge: (qos, messageId) => send({ cmd: qos === 1 ? 'puback' : 'pubrec', messageId }),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
  };
};

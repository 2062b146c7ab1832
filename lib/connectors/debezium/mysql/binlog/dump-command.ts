import { EventEmitter } from 'node:events';
import type { Connection } from 'mysql2';
import { asError, ConnectError } from '../../../../connect/errors.ts';

/** A packet as mysql2 hands it to a command. */
interface IncomingPacket {
  readonly buffer: Buffer;
  readonly start: number;
  readonly end: number;
  isError(): boolean;
  isEOF(): boolean;
  asError(encoding: string): Error;
}

/** A packet as mysql2 wants it: room for the header before the content. */
interface OutgoingPacket {
  readonly buffer: Buffer;
  length(): number;
  writeHeader(sequenceId: number): void;
}

/** What mysql2's connections have for commands of one's own, beside what its types tell. */
interface CommandConnection {
  addCommand(command: EventEmitter): unknown;
}

interface PacketWriter {
  writePacket(packet: OutgoingPacket): void;
  _resetSequenceId(): void;
}

const HEADER_BYTES = 4;

const packetOf = (content: Buffer): OutgoingPacket => {
  const buffer = Buffer.concat([Buffer.alloc(HEADER_BYTES), content]);
  return {
    buffer,
    length: () => buffer.length,
    writeHeader: (sequenceId) => {
      buffer.writeUIntLE(content.length, 0, 3);
      buffer.writeUInt8(sequenceId, 3);
    },
  };
};

const takesCommands = (connection: object): connection is CommandConnection =>
  'addCommand' in connection && typeof connection.addCommand === 'function';

export interface DumpHandlers {
  /** An event's bytes; they stay valid. */
  event(packet: Buffer): void;
  ended(error: Error): void;
}

/** A command of mysql2's kind that sends one packet and gives every answer away, until the connection ends. */
class DumpCommand extends EventEmitter {
  #isSent = false;
  readonly #content: Buffer;
  readonly #handlers: DumpHandlers;

  constructor(content: Buffer, handlers: DumpHandlers) {
    super();
    this.#content = content;
    this.#handlers = handlers;
  }

  /** Called by mysql2 to begin and for each packet. @returns whether the command is over. */
  execute(packet: IncomingPacket | undefined, writer: PacketWriter): boolean {
    if (!this.#isSent) {
      this.#isSent = true;
      writer._resetSequenceId();
      writer.writePacket(packetOf(this.#content));
      return false;
    }
    if (packet === undefined) return false;
    if (packet.isError()) this.#handlers.ended(packet.asError('utf8'));
    else if (packet.isEOF()) this.#handlers.ended(new Error('the server ended its binary log'));
    // Behind the header comes a zero that marks the packet as good.
    else this.#handlers.event(packet.buffer.subarray(packet.start + HEADER_BYTES + 1, packet.end));
    return packet.isError() || packet.isEOF();
  }

  /** Called by mysql2 when the connection is lost. */
  readonly onResult = (error: unknown): void => this.#handlers.ended(asError(error));
}

/** Sends a command whose answer is the binary log. */
export const sendDump = (connection: Connection, content: Buffer, handlers: DumpHandlers): void => {
  if (!takesCommands(connection)) throw new ConnectError('This version of mysql2 takes no further commands');
  connection.addCommand(new DumpCommand(content, handlers));
};

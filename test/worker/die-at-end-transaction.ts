import { Socket } from 'node:net';

/**
 * Loaded before a worker (`node --import`), it kills it with SIGKILL at the `KILL_AT`th request that ends a transaction:
 * before the request leaves (`KILL_WHEN=before`), or when something comes back on that connection after it (`after`). Kafka's
 * requests begin with their length and the number of their kind.
 */
const END_TXN = 26;

const at = Number(process.env.KILL_AT);
const when = process.env.KILL_WHEN;
let seen = 0;

const kill = (): void => {
  process.kill(process.pid, 'SIGKILL');
};

const write = Socket.prototype.write;

Socket.prototype.write = function (this: Socket, data: unknown, ...rest: never[]): boolean {
  if (
    Buffer.isBuffer(data) &&
    data.length > 6 &&
    data.readInt32BE(0) === data.length - 4 &&
    data.readInt16BE(4) === END_TXN
  ) {
    seen += 1;
    if (seen === at && when === 'before') kill();
    if (seen === at && when === 'after') this.prependOnceListener('data', kill);
  }
  return Reflect.apply(write, this, [data, ...rest]);
};

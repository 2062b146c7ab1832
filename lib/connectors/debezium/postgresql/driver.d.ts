import 'pg';

/** What node-postgres has for replication, but its types do not. */
declare module 'pg' {
  interface Connection {
    /** Sends a message of the copy protocol: how a standby answers. */
    sendCopyFromChunk(chunk: Buffer): void;
    on(event: 'copyData', listener: (message: { readonly chunk: Buffer }) => void): this;
  }
  interface ClientConfig {
    /** `database` makes the session a walsender that also speaks SQL. */
    replication?: 'database';
  }
}

import type { CrossOrigin } from './http/cross-origin.ts';
import type { HeaderRule } from './http/response-headers.ts';
import type { Loggers } from './loggers.ts';

/** What every listener has in common. */
export interface ServerOptions {
  /** Kafka Connect's version whose API this is, such as `4.3.1`: tools decide by it what they may ask. */
  readonly version: string;
  /** Passwords by user: only they get in. @default everybody does; something in front decides. */
  readonly users?: ReadonlyMap<string, string>;
  /** @default no page of another origin may use this API. */
  readonly crossOrigin?: CrossOrigin;
  /** Put on every answer. @default none */
  readonly responseHeaders?: readonly HeaderRule[];
  /** Told of every error that is answered with 500. */
  onError?(error: unknown): void;
}

export interface RestOptions extends ServerOptions {
  /** Of this project's sources. */
  readonly commit: string;
  /** Of the Kafka cluster that is connected. */
  clusterId(): Promise<string>;
  /** Whether the worker has completed its startup. @default a function that answers has */
  isReady?(): boolean;
  /** How long `/health` waits for the tables, in milliseconds. @default 10 s, as in Kafka Connect */
  readonly healthTimeoutMs?: number;
  /**
   * Where clients reach this API, such as `https://connect.example`; follows `rest.advertised.*`.
   *
   * @default the origin of each request.
   */
  readonly advertisedUrl?: string;
  /** All metrics in Prometheus's text format. @default there is no `/metrics` */
  metrics?(): Promise<string>;
  /** @default there is no `/admin/loggers`, as without an admin listener. */
  readonly loggers?: Loggers;
}

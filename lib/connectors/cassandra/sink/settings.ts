import type { Password } from '../../../connect/password.ts';
import type { TableMapping } from './mapping/table-mapping.ts';

export interface TlsSettings {
  /** A PEM file. */
  readonly trusted: string | null;
  /** A PKCS#12 file, or a PEM file with certificate and key. */
  readonly keyStore: string | null;
  readonly keyStorePassword: Password | null;
  /** PEM files. */
  readonly certificate: string | null;
  readonly key: string | null;
  readonly verifiesHost: boolean;
  readonly ciphers: readonly string[];
}

export interface ConnectionSettings {
  /** `host:port`. */
  readonly contactPoints: readonly string[];
  /** `null`: that of the first host that answers. */
  readonly localDc: string | null;
  readonly secureConnectBundle: string | null;
  readonly credentials: { readonly username: string; readonly password: Password } | null;
  readonly tls: TlsSettings | null;
  readonly connectionsPerHost: number;
  readonly requestTimeoutMs: number;
  readonly connectTimeoutMs: number;
}

/** What the three configuration languages have in common. */
export interface SinkSettings {
  readonly connection: ConnectionSettings;
  /** Of a topic as transformations left it; empty where nothing says what to do with it. */
  mappingsOf(topic: string): readonly TableMapping[];
  readonly ignoredErrors: 'none' | 'driver' | 'all';
  readonly maxConcurrentRequests: number;
  readonly maxBatch: number;
  /** Of batches that failed for a cluster out of reach; `null` is for ever. */
  readonly maxRetries: number | null;
  readonly retryBackoffMs: number;
}

/**
 * The parts of kafkajs 2.2.4 below its public clients that we use: connections with TLS, login, throttling, and the requests
 * about groups and topics. Its clients themselves are not used: they lose acknowledged records when two sends overlap a
 * broken connection, give headers in another order, and show records of aborted transactions. The version is pinned.
 */

declare module 'kafkajs/src/network/connectionPool.js' {
  import type { Socket } from 'node:net';
  import type { ConnectionOptions } from 'node:tls';

  export interface SocketFactoryOptions {
    readonly host: string;
    readonly port: number;
    readonly ssl: ConnectionOptions | null;
    readonly onConnect: () => void;
  }

  export interface KafkaJsLogger {
    info(message: string, extra?: object): void;
    error(message: string, extra?: object): void;
    warn(message: string, extra?: object): void;
    debug(message: string, extra?: object): void;
    namespace(name: string): KafkaJsLogger;
  }

  export interface ProtocolRequest<Response> {
    readonly request: {
      readonly apiKey: number;
      readonly apiVersion: number;
      readonly apiName: string;
      encode(): Promise<{ readonly buf: Buffer; readonly buffer: Buffer }>;
    };
    readonly response: {
      decode(payload: Buffer): Promise<{ readonly clientSideThrottleTime: number; readonly response: Response }>;
      parse(decoded: { readonly response: Response }): Promise<Response>;
    };
    readonly requestTimeout: number;
  }

  export default class ConnectionPool {
    constructor(options: {
      readonly host: string;
      readonly port: number;
      readonly logger: KafkaJsLogger;
      readonly socketFactory: (options: SocketFactoryOptions) => Socket;
      readonly ssl: ConnectionOptions | null;
      readonly sasl: object | null;
      readonly clientId: string;
      readonly requestTimeout: number;
      readonly connectionTimeout: number;
      readonly enforceRequestTimeout: boolean;
    });
    send<Response>(request: ProtocolRequest<Response>): Promise<Response>;
  }
}

declare module 'kafkajs/src/broker/index.js' {
  import type ConnectionPool from 'kafkajs/src/network/connectionPool.js';
  import type { KafkaJsLogger } from 'kafkajs/src/network/connectionPool.js';

  interface TopicsOf<Partition> {
    readonly topic: string;
    readonly partitions: readonly Partition[];
  }

  interface InTransaction {
    readonly transactionalId: string;
    readonly producerId: string;
    readonly producerEpoch: number;
  }

  /** Offsets are decimal strings. All methods throw errors of kafkajs. */
  export default class Broker {
    constructor(options: {
      readonly connectionPool: ConnectionPool;
      readonly logger: KafkaJsLogger;
      readonly authenticationTimeout: number;
    });
    readonly connectionPool: ConnectionPool;
    isConnected(): boolean;
    connect(): Promise<void>;
    initProducerId(request: {
      readonly transactionalId: string | undefined;
      readonly transactionTimeout: number;
    }): Promise<{ readonly producerId: string; readonly producerEpoch: number }>;
    addPartitionsToTxn(
      request: InTransaction & {
        readonly topics: readonly { readonly topic: string; readonly partitions: readonly number[] }[];
      },
    ): Promise<unknown>;
    addOffsetsToTxn(request: InTransaction & { readonly groupId: string }): Promise<unknown>;
    txnOffsetCommit(
      request: InTransaction & {
        readonly groupId: string;
        readonly topics: readonly TopicsOf<{
          readonly partition: number;
          readonly offset: string;
          readonly metadata: null;
        }>[];
      },
    ): Promise<unknown>;
    endTxn(request: InTransaction & { readonly transactionResult: boolean }): Promise<unknown>;
    createTopics(request: {
      readonly topics: readonly {
        readonly topic: string;
        readonly numPartitions: number;
        readonly replicationFactor: number;
        readonly configEntries: readonly { readonly name: string; readonly value: string }[];
      }[];
      readonly timeout: number;
    }): Promise<unknown>;
    findGroupCoordinator(request: {
      readonly groupId: string;
      readonly coordinatorType: 0 | 1;
    }): Promise<{ readonly coordinator: { readonly host: string; readonly port: number } }>;
    offsetFetch(request: {
      readonly groupId: string;
      readonly topics: readonly TopicsOf<{ readonly partition: number }>[];
    }): Promise<{
      readonly responses: readonly TopicsOf<{ readonly partition: number; readonly offset: string }>[];
    }>;
    offsetCommit(request: {
      readonly groupId: string;
      readonly groupGenerationId: number;
      readonly memberId: string;
      readonly topics: readonly TopicsOf<{
        readonly partition: number;
        readonly offset: string;
        readonly metadata: null;
      }>[];
    }): Promise<unknown>;
    listOffsets(request: {
      readonly replicaId: -1;
      readonly isolationLevel: 0 | 1;
      readonly topics: readonly TopicsOf<{ readonly partition: number; readonly timestamp: number }>[];
    }): Promise<{
      readonly responses: readonly TopicsOf<{ readonly partition: number; readonly offset: string }>[];
    }>;
    syncGroup(request: {
      readonly groupId: string;
      readonly generationId: number;
      readonly memberId: string;
      readonly groupAssignment: readonly { readonly memberId: string; readonly memberAssignment: Buffer }[];
    }): Promise<{ readonly memberAssignment: Buffer }>;
    heartbeat(request: {
      readonly groupId: string;
      readonly groupGenerationId: number;
      readonly memberId: string;
    }): Promise<unknown>;
    leaveGroup(request: { readonly groupId: string; readonly memberId: string }): Promise<unknown>;
  }
}

declare module 'kafkajs/src/protocol/error.js' {
  /** An error with `type` and `retriable`, for a number that a broker answered. */
  export function createErrorFromCode(code: number): Error & { readonly type: string; readonly retriable: boolean };
}

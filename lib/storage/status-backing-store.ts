import type { ChangeListener } from './config-backing-store.ts';

/** Follows `org.apache.kafka.connect.runtime.AbstractStatus.State`. */
export type State = 'UNASSIGNED' | 'RUNNING' | 'PAUSED' | 'FAILED' | 'RESTARTING' | 'STOPPED';

export interface Status {
  readonly state: State;
  /** Where it ran, such as `127.0.0.1:8083` or `lambda:<function>`. */
  readonly workerId: string;
  /** Of the configuration that the status is about. */
  readonly generation: number;
  /** Why it FAILED. */
  readonly trace?: string;
  /** The plugin's version. */
  readonly version?: string;
}

export interface TaskStatus extends Status {
  readonly task: number;
}

export interface ConnectorStatus {
  readonly name: string;
  readonly connector: Status | undefined;
  /** By task number, ascending. */
  readonly tasks: readonly TaskStatus[];
}

/** The right to run a task. Epochs of a task only grow; only the newest may write offsets. */
export interface Lease {
  readonly connector: string;
  readonly task: number;
  readonly epoch: number;
  /** The run that holds it, `<worker id>#<run>`. */
  readonly owner: string;
  /** Milliseconds since the epoch, by the holder's clock; afterwards anyone may take the lease. */
  readonly expiresAt: number;
}

export interface LeaseRequest {
  readonly connector: string;
  readonly task: number;
  readonly owner: string;
  /** Now, by the caller's clock, in milliseconds since the epoch. */
  readonly now: number;
  readonly expiresAt: number;
}

/** A topic that a connector has used (KIP-558). */
export interface TopicStatus {
  readonly topic: string;
  readonly task: number;
  /** Milliseconds since the epoch. */
  readonly discoverTimestamp: number;
}

/** Statuses of connectors and tasks. */
export interface StatusStore {
  /** Every connector with a status, sorted by name. */
  statuses(): Promise<readonly ConnectorStatus[]>;
  status(connector: string): Promise<ConnectorStatus>;
  putConnectorStatus(connector: string, status: Status): Promise<void>;
  putTaskStatus(connector: string, status: TaskStatus): Promise<void>;
  /** As `putTaskStatus`, but keeps a status of a newer generation; follows `StatusBackingStore.putSafe`. */
  putTaskStatusSafe(connector: string, status: TaskStatus): Promise<void>;
  /** Forgets the statuses of tasks numbered `from` and up. */
  removeTaskStatuses(connector: string, from: number): Promise<void>;
  /** Forgets statuses and topics of a connector; its leases stay: when it comes back, it must not reuse an epoch. */
  removeConnector(connector: string): Promise<void>;
  /** Calls back after statuses change, as {@link ConfigBackingStore.subscribe} does. Leases and topics don't count. */
  subscribe(listener: ChangeListener): Promise<() => void>;
}

/** The topics that connectors have used. */
export interface TopicStore {
  /** Sorted by name. */
  topics(connector: string): Promise<readonly TopicStatus[]>;
  putTopic(connector: string, topic: TopicStatus): Promise<void>;
  resetTopics(connector: string): Promise<void>;
}

/** The leases of running tasks. */
export interface LeaseStore {
  /**
   * Takes the task's lease with the next epoch; `undefined` while another holder's has not expired. The same owner may
   * take it again: a request may be repeated when its answer was lost.
   */
  acquireLease(request: LeaseRequest): Promise<Lease | undefined>;
  /** Moves the expiry on. @throws FencedError when the lease is not the newest. */
  renewLease(lease: Lease, expiresAt: number): Promise<Lease>;
  /** Lets the next run take the lease at once; does nothing when it is not the newest. The epoch stays. */
  releaseLease(lease: Lease): Promise<void>;
  /** The newest lease of every task of a connector by task number, expired ones included. */
  leases(connector: string): Promise<readonly Lease[]>;
  /** Releases whatever an earlier life of this worker left behind: all leases whose owner is `<workerId>#…`. */
  releaseLeasesOf(workerId: string): Promise<void>;
}

/**
 * Statuses of connectors and tasks, the topics they used, and the leases of running tasks; follows
 * `org.apache.kafka.connect.storage.StatusBackingStore`. Reads are consistent.
 */
export interface StatusBackingStore extends StatusStore, TopicStore, LeaseStore {}

export interface Stoppable {
  /** Ends the service and deletes its data. Does nothing for a service that was given by the environment. */
  stop(): Promise<void>;
}

/** What a test may do to a running service. */
export interface Lifecycle extends Stoppable {
  /** Ends the service as a crash would (SIGKILL); its data stay. */
  kill(): Promise<void>;
  /** Brings the service back, running or not, on the same port with the same data. */
  restart(): Promise<void>;
}

export interface LocalStackOptions {
  readonly port?: number;
  /** The brokers behind MSK clusters; a mapping of self-managed Kafka names its own. */
  readonly kafkaBootstrapServers?: string;
  /**
   * How much faster `rate` schedules fire: with 60, `rate(1 minute)` fires every second.
   * @default 1
   */
  readonly scheduleSpeedup?: number;
}

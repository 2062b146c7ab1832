/**
 * What a function answers that could not deal with all records: where to go on in each partition. It counts only where the
 * event source mapping reports batch item failures; elsewhere it is taken as success.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html
 */
export interface KafkaBatchResponse {
  readonly batchItemFailures: readonly KafkaBatchItemFailure[];
}

/** The first record of a partition that comes again, with all behind it. */
interface KafkaBatchItemFailure {
  readonly itemIdentifier: {
    /** `<topic>-<partition>`. */
    readonly partition: string;
    readonly offset: number;
  };
}

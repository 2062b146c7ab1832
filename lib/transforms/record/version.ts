/** The release of Apache Kafka whose transformations these follow; their version in `GET /connector-plugins`. */
export const KAFKA_VERSION = '4.3.0';

/** The release of Debezium whose transformations these follow. */
export const DEBEZIUM_VERSION = '3.6.1.Final';

/** The release of Confluent's `connect-transforms` that these follow. */
export const CONFLUENT_VERSION = '1.6.3';

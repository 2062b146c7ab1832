/** The release of Apache Kafka whose converters these follow; their version in `GET /connector-plugins`. */
export const KAFKA_VERSION = '4.3.0';

/** The release of Confluent's Schema Registry whose converters ours follow. */
export const CONFLUENT_VERSION = '8.1.0';

/** The release of Debezium whose converters ours follow. */
export const DEBEZIUM_VERSION = '3.6.1.Final';

/** The release of Apache Kafka whose predicates these follow; their version in `GET /connector-plugins`. */
export const KAFKA_VERSION = '4.3.0';

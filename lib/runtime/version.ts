/** Kafka Connect's version whose REST API and behaviour this follows. */
export const KAFKA_CONNECT_VERSION = '4.3.1';

import { createErrorFromCode } from 'kafkajs/src/protocol/error.js';
import { asError, ConnectError, DataError, RetriableError } from '../../connect/errors.ts';

/** kafkajs's errors say what they are by name, type and flag. */
interface Facts {
  readonly message: string;
  readonly name: string;
  /** Kafka's name of a broker's answer, such as `NOT_COORDINATOR_FOR_GROUP`. */
  readonly type: string | undefined;
  readonly retriable: boolean;
  /** Node's code of a network fault. */
  readonly code: string | undefined;
  readonly broker: string | undefined;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const facts = (error: Error): Facts => ({
  message: error.message,
  name: error.name,
  type: 'type' in error ? text(error.type) : undefined,
  retriable: 'retriable' in error && error.retriable === true,
  code: 'code' in error ? text(error.code) : undefined,
  broker: 'broker' in error ? text(error.broker) : undefined,
});

/** Kafka's name of what a broker answered; `undefined` for any other fault. */
export const errorType = (error: unknown): string | undefined => facts(asError(error)).type;

/** The error for a number that a broker answered, in Kafka's name and words. */
export const brokerError = (code: number): Error => createErrorFromCode(code);

/** Whether the connection, or the answer on it, was lost, so that nobody knows what the broker did. */
export const isConnectionError = (error: unknown): boolean =>
  /^KafkaJS(Connection(Closed)?Error|RequestTimeoutError|LockTimeout|Timeout)$/.test(asError(error).name);

/** TLS faults that stay until a setting or a certificate is changed. */
const isTlsFault = ({ code, message }: Facts): boolean =>
  (code !== undefined && /^(ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_)/.test(code)) ||
  /wrong version number|certificate/i.test(message);

/** Answers whose faults go away by waiting, which kafkajs's table does not count as such. */
const passing = new Set([
  'COORDINATOR_LOAD_IN_PROGRESS',
  'GROUP_LOAD_IN_PROGRESS',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'NOT_COORDINATOR_FOR_GROUP',
  'NOT_CONTROLLER',
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'BROKER_NOT_AVAILABLE',
  'NETWORK_EXCEPTION',
  'THROTTLING_QUOTA_EXCEEDED',
  'CONCURRENT_TRANSACTIONS',
]);

const tooLarge = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']);

/** A fault of kafkajs as the runtime's kind of error; what is one already stays as it is. */
export const connectError = (thrown: unknown): ConnectError => {
  if (thrown instanceof ConnectError) return thrown;
  const cause = asError(thrown);
  const about = facts(cause);
  if (about.name === 'KafkaJSSASLAuthenticationError' || /SASL.*authentication failed/i.test(about.message))
    return new ConnectError(about.message, { cause, className: kafkaClass('SaslAuthenticationException') });
  if (isConnectionError(cause)) return connectionFault(cause, about);
  if (about.type === undefined) return new ConnectError(about.message, { cause });
  const message = `${about.type}: ${about.message}`;
  if (tooLarge.has(about.type)) return new DataError(message, { cause });
  return about.retriable || passing.has(about.type)
    ? new RetriableError(message, { cause })
    : new ConnectError(message, { cause });
};

const connectionFault = (cause: Error, about: Facts): ConnectError => {
  const broker = about.broker !== undefined && !about.message.includes(about.broker) ? ` (broker ${about.broker})` : '';
  const message = `${about.message}${broker}`;
  return isTlsFault(about)
    ? new ConnectError(message, { cause, className: kafkaClass('SslAuthenticationException') })
    : new RetriableError(message, { cause });
};

const kafkaClass = (name: string): string => `org.apache.kafka.common.errors.${name}`;

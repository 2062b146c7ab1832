import { expect, test } from 'vitest';
import { ConnectError, DataError, RetriableError } from '../../../lib/connect/errors.ts';
import { brokerError, connectError } from '../../../lib/kafka/kafkajs/kafka-error.ts';

/** As kafkajs throws it. */
const thrown = (name: string, message: string, facts: object = {}) =>
  Object.assign(new Error(message), { name, ...facts });

const refused = { broker: '127.0.0.1:1', code: 'ECONNREFUSED' };

test.each([
  [
    thrown('KafkaJSConnectionError', 'Connection error: connect ECONNREFUSED 127.0.0.1:1', refused),
    'connect ECONNREFUSED 127.0.0.1:1',
  ],
  [thrown('KafkaJSConnectionError', 'Connection timeout', { broker: 'b:9092' }), 'Connection timeout (broker b:9092)'],
  [thrown('KafkaJSRequestTimeoutError', 'Request Produce timed out', { broker: 'b:1' }), 'timed out (broker b:1)'],
  [brokerError(6), 'NOT_LEADER_FOR_PARTITION: '],
  [brokerError(19), 'NOT_ENOUGH_REPLICAS: '],
  [brokerError(16), 'NOT_COORDINATOR_FOR_GROUP: '],
])('%s may pass', (error, message) => {
  const seen = connectError(error);
  expect(seen).toBeInstanceOf(RetriableError);
  expect(seen.message).toContain(message);
  expect(seen.cause).toBe(error);
});

test.each([
  [thrown('KafkaJSSASLAuthenticationError', 'SASL PLAIN authentication failed: wrong'), 'SaslAuthenticationException'],
  [
    thrown('KafkaJSConnectionError', 'Connection error: self-signed certificate', {
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    }),
    'SslAuthenticationException',
  ],
  [brokerError(29), 'ConnectException'],
  [new Error('anything else'), 'ConnectException'],
])('%s stays', (error, className) => {
  const seen = connectError(error);
  expect(seen).not.toBeInstanceOf(RetriableError);
  expect(seen.className).toContain(className);
  expect(seen.message).toContain(error.message);
});

test('a record too large is bad data', () => {
  expect(connectError(brokerError(10))).toBeInstanceOf(DataError);
});

test('what is an error of the runtime already stays as it is', () => {
  const error = new ConnectError('known');
  expect(connectError(error)).toBe(error);
});

import { asError, ConnectError, RetriableError } from '../../connect/errors.ts';

/** What brokers refuse for good, in CONNACK: 3.1.1 has codes to 5, MQTT 5 from 128. */
const REFUSED: Readonly<Record<number, string>> = {
  1: 'the broker does not speak this version: set mqtt.protocol.version',
  2: 'the broker does not take this client id: set mqtt.client.id',
  4: 'check mqtt.username and mqtt.password',
  5: 'the user may not connect',
  132: 'the broker does not speak this version: set mqtt.protocol.version',
  133: 'the broker does not take this client id: set mqtt.client.id',
  134: 'check mqtt.username and mqtt.password',
  135: 'the user may not connect',
  138: 'the client is banned',
  140: 'the broker wants another way to log in',
};

const TLS = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_OSSL_)/;

const codeOf = (error: Error): unknown => ('code' in error ? error.code : undefined);

const adviceOf = (error: Error): string | undefined => {
  const code = codeOf(error);
  if (typeof code === 'number') return REFUSED[code];
  return typeof code === 'string' && TLS.test(code) ? 'check the keys mqtt.ssl.*' : undefined;
};

/** What a failed connection means: try again, or fail the task with what to change. */
export const mqttFailure = (thrown: unknown, action: string): ConnectError => {
  const error = asError(thrown);
  if (error instanceof ConnectError) return error;
  const advice = adviceOf(error);
  const message = `MQTT: ${action}: ${error.message}`;
  return advice === undefined
    ? new RetriableError(message, { cause: error })
    : new ConnectError(`${message} (${advice})`, { cause: error });
};

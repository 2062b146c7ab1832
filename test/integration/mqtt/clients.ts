import { randomUUID } from 'node:crypto';
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { afterEach } from 'vitest';

const open: MqttClient[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.endAsync(true)));
});

/** A client that is not under test, closed after the test. */
export const mqttClient = async (uri: string, options: IClientOptions = {}): Promise<MqttClient> => {
  const client = await connectAsync(uri.replace(/^tcp/, 'mqtt').replace(/^ssl/, 'mqtts'), {
    reconnectPeriod: 0,
    ...options,
  });
  client.on('error', () => {});
  open.push(client);
  return client;
};

/** A name that no other test has. */
export const unique = (prefix: string): string => `${prefix}-${randomUUID().slice(0, 8)}`;

/** Publishes with many on the way at once. */
export const publishAll = async (
  client: MqttClient,
  topic: string,
  payloads: readonly string[],
  qos: 0 | 1 | 2 = 1,
): Promise<void> => {
  for (let first = 0; first < payloads.length; first += 500)
    await Promise.all(
      payloads.slice(first, first + 500).map((payload) => client.publishAsync(topic, payload, { qos })),
    );
};

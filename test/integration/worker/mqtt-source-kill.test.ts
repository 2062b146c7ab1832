import { afterEach, describe, expect, inject, it } from 'vitest';
import { type MosquittoService, startMosquitto } from '../../services/mosquitto.ts';
import { freePort } from '../../services/ports.ts';
import { countRecords, readTopic } from '../../worker/read-topic.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { mqttClient, publishAll, unique } from '../mqtt/clients.ts';

/** Messages that the kill test moves; 100,000 is the size that counts, CI takes fewer to stay quick. */
const MESSAGES = Number(process.env.KILL_TEST_ROWS ?? 20_000);
const KILLS = MESSAGES >= 100_000 ? 10 : 2;
const TIMEOUT_MS = 600_000;

const { bootstrapServers } = inject('kafka');
let worker: WorkerProcess | undefined;
let broker: MosquittoService | undefined;

afterEach(async () => {
  await worker?.remove();
  await broker?.stop();
  worker = undefined;
  broker = undefined;
});

const numbers = (count: number) => Array.from({ length: count }, (_, n) => String(n));

/** A worker whose connector has made its session at the broker, and sleeps. */
const startSleeping = async (qos: 1 | 2) => {
  const mosquitto = await startMosquitto({ port: await freePort() });
  broker = mosquitto;
  const running = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
  worker = running;
  const [topic, kafkaTopic] = [unique('killed'), unique('mqtt-killed')];
  await running.client.create(kafkaTopic, {
    'connector.class': 'io.confluent.connect.mqtt.MqttSourceConnector',
    'mqtt.server.uri': mosquitto.uri,
    'mqtt.topics': topic,
    'mqtt.qos': String(qos),
    'mqtt.clean.session.enabled': 'false',
    'kafka.topic': kafkaTopic,
    'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
    'value.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter',
  });
  const client = await mqttClient(mosquitto.uri);
  await waitFor('the session', async () => {
    await client.publishAsync(topic, 'hello', { qos });
    return (await countRecords(bootstrapServers, kafkaTopic)) > 0;
  });
  await client.endAsync();
  await running.stop();
  return {
    mosquitto,
    running,
    topic,
    count: () => countRecords(bootstrapServers, kafkaTopic),
    values: async () =>
      (await readTopic(bootstrapServers, kafkaTopic)).flatMap(({ value }) =>
        value === 'hello' ? [] : [Number(value)],
      ),
  };
};

/** What is published while the source sleeps, over a restart of the broker. */
const publishAsleep = async (
  { mosquitto, topic }: Awaited<ReturnType<typeof startSleeping>>,
  count: number,
  qos: 1 | 2,
): Promise<void> => {
  await publishAll(await mqttClient(mosquitto.uri), topic, numbers(count), qos);
  await mosquitto.restart();
};

describe('an MQTT source that slept while messages came and the broker restarted', () => {
  it(`loses none of ${MESSAGES} of quality 1, killed ${KILLS} times`, { timeout: TIMEOUT_MS }, async () => {
    const source = await startSleeping(1);
    await publishAsleep(source, MESSAGES, 1);
    await source.running.restart();
    let kills = 0;
    for (; kills < KILLS; kills += 1) {
      // Asked once: between two answers the rest could have moved, and nothing would be left to wait for.
      const before = await source.count();
      if (before > MESSAGES) break;
      await waitFor('records to move', async () => (await source.count()) > before);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
      await source.running.kill();
      if (kills === KILLS >> 1) await source.mosquitto.restart();
      await source.running.restart();
    }
    const all = await waitFor(
      'all messages',
      async () => {
        if ((await source.count()) < MESSAGES) return undefined;
        const values = await source.values();
        return new Set(values).size === MESSAGES && values;
      },
      300_000,
    );
    console.info(`quality 1: ${MESSAGES} messages, ${kills} kills, ${all.length - MESSAGES} repeated`);
    expect(new Set(all).size).toBe(MESSAGES);
  });

  it('repeats none of quality 2, stopped in between', { timeout: TIMEOUT_MS }, async () => {
    const count = Math.floor(MESSAGES / 5);
    const source = await startSleeping(2);
    const before = await source.count();
    await publishAsleep(source, count, 2);
    await source.running.restart();
    await waitFor('records to move', async () => (await source.count()) > before);
    await source.running.stop();
    await source.running.restart();
    await waitFor('all messages', async () => (await source.count()) >= before + count, 300_000);
    // Whatever came twice would come with the next one at the latest.
    const client = await mqttClient(source.mosquitto.uri);
    await client.publishAsync(source.topic, String(count), { qos: 2 });
    await waitFor('the last', async () => (await source.values()).includes(count));
    expect((await source.values()).toSorted((a, b) => a - b)).toEqual(numbers(count + 1).map(Number));
  });
});

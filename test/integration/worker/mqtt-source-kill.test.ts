import { afterEach, describe, expect, inject, it } from 'vitest';
import { type MosquittoService, startMosquitto } from '../../services/mosquitto.ts';
import { freePort } from '../../services/ports.ts';
import { countRecords, readTopic } from '../../worker/read-topic.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { mqttClient, publishAll, unique } from '../mqtt/clients.ts';

/** Messages that the kill test moves; 100,000 is the size that counts, CI takes fewer to stay quick. */
const MESSAGES = Number(process.env.KILL_TEST_ROWS ?? 20_000);
const KILLS = MESSAGES >= 100_000 ? 10 : 2;
/** One is published while the source sleeps, and one around each kill. */
const PARTS = KILLS + 1;
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

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);

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

type Source = Awaited<ReturnType<typeof startSleeping>>;

/** Has records move while messages come, and interrupts that. */
const interruptFlow = async (source: Source, publishing: Promise<void>, interrupt: () => Promise<unknown>) => {
  // Asked before the first of these messages can be in Kafka: what moves is theirs, or what is left of others.
  const before = await source.count();
  await waitFor('records to move', async () => (await source.count()) > before);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
  await interrupt();
  await publishing;
};

/**
 * Publishes while the source sleeps, over a restart of the broker, then while it runs and while it is gone, again and again; the
 * broker restarts in the middle of that, too.
 */
const publishThroughout = async (source: Source, qos: 1 | 2, interrupt: () => Promise<unknown>): Promise<void> => {
  const { mosquitto, running, topic } = source;
  const publish = async (part: number): Promise<void> => {
    const [from = 0, to = 0] = [part, part + 1].map((n) => Math.floor((MESSAGES * n) / PARTS));
    const client = await mqttClient(mosquitto.uri);
    await publishAll(client, topic, numbers(from, to).map(String), qos);
    await client.endAsync();
  };
  await publish(0);
  await mosquitto.restart();
  await running.restart();
  for (let part = 1; part < PARTS; part += 1) {
    await interruptFlow(source, publish(part), interrupt);
    if (part === PARTS >> 1) await mosquitto.restart();
    await running.restart();
    // What came while it was gone is under way now.
    if (part === 1) await mosquitto.restart();
  }
};

describe('an MQTT source, while messages come and the broker restarts', () => {
  it(`loses none of ${MESSAGES} of quality 1, killed ${KILLS} times`, { timeout: TIMEOUT_MS }, async () => {
    const source = await startSleeping(1);
    await publishThroughout(source, 1, source.running.kill);
    const all = await waitFor(
      'all messages',
      async () => {
        if ((await source.count()) < MESSAGES) return undefined;
        const values = await source.values();
        return new Set(values).size === MESSAGES && values;
      },
      300_000,
    );
    console.info(`quality 1: ${MESSAGES} messages, ${KILLS} kills, ${all.length - MESSAGES} repeated`);
    expect(new Set(all).size).toBe(MESSAGES);
  });

  it(`repeats none of ${MESSAGES} of quality 2, stopped ${KILLS} times`, { timeout: TIMEOUT_MS }, async () => {
    const source = await startSleeping(2);
    const greetings = await source.count();
    await publishThroughout(source, 2, source.running.stop);
    await waitFor('all messages', async () => (await source.count()) >= greetings + MESSAGES, 300_000);
    // Whatever came twice would come with the next one at the latest.
    const client = await mqttClient(source.mosquitto.uri);
    await client.publishAsync(source.topic, String(MESSAGES), { qos: 2 });
    await waitFor('the last', async () => (await source.values()).includes(MESSAGES));
    expect((await source.values()).toSorted((a, b) => a - b)).toEqual(numbers(0, MESSAGES + 1));
  });
});

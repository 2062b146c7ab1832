import { describe, expect, it } from 'vitest';
import { ConnectError, RetriableError } from '../../../lib/connect/errors.ts';
import { mqttSource } from '../../../lib/connectors/mqtt/source/connector.ts';
import { createCertificate } from '../../services/kafka/certificate.ts';
import { startMosquitto } from '../../services/mosquitto.ts';
import { service } from '../../services/on-demand.ts';
import { freePort } from '../../services/ports.ts';
import { createRunDirectory } from '../../services/run-directory.ts';
import { waitFor } from '../../worker/worker-process.ts';
import { mqttClient, publishAll, unique } from './clients.ts';
import { acknowledge, poll, readRecords, startSource, stopSource, valuesOf } from './source-tasks.ts';

const { uri } = await service('mosquitto');

const config = (topic: string, more: Readonly<Record<string, string>> = {}) => ({
  'mqtt.server.uri': uri,
  'mqtt.topics': topic,
  'mqtt.qos': '1',
  'mqtt.clean.session.enabled': 'false',
  'mqtt.client.id': unique('client'),
  ...more,
});

const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, index) => String(from + index));

describe.each(['3.1.1', '5'])('an MQTT source over %s', (version) => {
  const versioned = { 'mqtt.protocol.version': version };

  it('writes messages as the original does', async () => {
    const topic = unique('sensors');
    const task = await startSource(config(`${topic}/+/data`, { ...versioned, 'kafka.topic': 'sensors' }));
    await poll(task);
    const client = await mqttClient(uri);
    await client.publishAsync(`${topic}/a/data`, Buffer.from([0, 255]), { qos: 1 });
    await client.publishAsync(`${topic}/a/other`, 'not wanted', { qos: 1 });
    const [record] = await readRecords(task, 1);
    expect(record).toMatchObject({ topic: 'sensors', key: `${topic}/a/data`, keySchema: { type: 'STRING' } });
    expect(record?.value).toEqual(Buffer.from([0, 255]));
    expect(record?.headers.map(({ key, value }) => [key, value])).toEqual([
      ['mqtt.message.id', 1],
      ['mqtt.qos', 1],
      ['mqtt.retained', false],
      ['mqtt.duplicate', false],
    ]);
  });

  it.each([1, 2] as const)('acknowledges quality %i when Kafka has the record, not before', async (qos) => {
    const topic = unique('acks');
    const raw = config(topic, { ...versioned, 'mqtt.qos': String(qos) });
    const first = await startSource(raw);
    await poll(first);
    await publishAll(await mqttClient(uri), topic, numbers(10), qos);
    acknowledge(first, (await readRecords(first, 10)).slice(0, 4));
    await stopSource(first);

    const second = await startSource(raw);
    const again = await readRecords(second, 6);
    expect(valuesOf(again)).toEqual(numbers(6, 4));
    expect(again.every(({ headers }) => headers.at(-1)?.value === true)).toBe(true);
    acknowledge(second, again);
    await stopSource(second);

    expect(await poll(await startSource(raw))).toEqual([]);
  });

  it.each([1, 2] as const)(
    'has said all that it wanted to when it stops, while messages of quality %i come',
    async (qos) => {
      const topic = unique('stops');
      const raw = config(topic, { ...versioned, 'mqtt.qos': String(qos) });
      const subscribing = await startSource(raw);
      await poll(subscribing);
      await stopSource(subscribing);
      const count = 5000;
      const publishing = publishAll(await mqttClient(uri), topic, numbers(count), qos);
      const values: string[] = [];
      await waitFor('all messages', async () => {
        const task = await startSource(raw);
        const records = await poll(task);
        acknowledge(task, records);
        await stopSource(task);
        values.push(...valuesOf(records));
        return values.length >= count;
      });
      await publishing;
      expect(values.length - new Set(values).size).toBe(0);
      expect(new Set(values).size).toBe(count);
    },
  );

  it('finds what the broker queued while no run was connected', async () => {
    const topic = unique('queued');
    const raw = config(topic, versioned);
    const first = await startSource(raw);
    await poll(first);
    await stopSource(first);
    await publishAll(await mqttClient(uri), topic, numbers(1000));
    expect(valuesOf(await readRecords(await startSource(raw), 1000))).toEqual(numbers(1000));
  });

  it('has the tasks of a shared subscription take turns', async () => {
    const topic = unique('shared');
    const raw = config(`$share/${topic}/${topic}/#`, versioned);
    const tasks = await Promise.all(mqttSource.taskConfigs(raw, 2).map((one) => startSource(one)));
    expect(tasks).toHaveLength(2);
    for (const task of tasks) await poll(task);
    await publishAll(await mqttClient(uri), `${topic}/x`, numbers(20));
    const values: string[] = [];
    for (const task of tasks) {
      const taken = valuesOf(await poll(task));
      expect(taken.length).toBeGreaterThan(0);
      values.push(...taken);
    }
    expect(values.map(Number).toSorted((a, b) => a - b)).toEqual(numbers(20).map(Number));
  });

  it('leaves topics that are another task’s, or were taken from the list', async () => {
    const [one, other] = [unique('one'), unique('other')];
    const raw = config(`${one},${other}`, versioned);
    const first = await startSource(raw);
    await poll(first);
    const client = await mqttClient(uri);
    await client.publishAsync(other, 'to the first', { qos: 1 });
    const records = await readRecords(first, 1);
    acknowledge(first, records);
    await stopSource(first);

    const second = await startSource({ ...raw, 'mqtt.topics': one }, records);
    await poll(second);
    await client.publishAsync(other, 'to nobody', { qos: 1 });
    await client.publishAsync(one, 'still', { qos: 1 });
    expect(valuesOf(await readRecords(second, 1))).toEqual(['still']);
  });
});

it('keeps what MQTT 5 says beside a message', async () => {
  const topic = unique('properties');
  const task = await startSource(config(topic, { 'mqtt.protocol.version': '5' }));
  await poll(task);
  const client = await mqttClient(uri, { protocolVersion: 5 });
  const properties = { contentType: 'text/plain', responseTopic: 'answers', userProperties: { unit: ['K', 'C'] } };
  await client.publishAsync(topic, 'x', { qos: 1, properties });
  const [record] = await readRecords(task, 1);
  expect(record?.headers.slice(4).map(({ key, value }) => [key, value])).toEqual([
    ['mqtt.content.type', 'text/plain'],
    ['mqtt.response.topic', 'answers'],
    ['mqtt.user.property.unit', 'K'],
    ['mqtt.user.property.unit', 'C'],
  ]);
});

it('takes retained messages once in MQTT 5, however often it connects', async () => {
  const topic = unique('retained');
  await (await mqttClient(uri)).publishAsync(topic, 'kept', { qos: 1, retain: true });
  const raw = config(topic, { 'mqtt.protocol.version': '5' });
  const first = await startSource(raw);
  const records = await readRecords(first, 1);
  expect(records[0]?.headers[2]).toMatchObject({ key: 'mqtt.retained', value: true });
  acknowledge(first, records);
  await stopSource(first);
  expect(await poll(await startSource(raw))).toEqual([]);
});

it('hands nothing out before it is acknowledged under at-most-once', async () => {
  const topic = unique('once');
  const raw = config(topic, { 'delivery.guarantee': 'at_most_once' });
  const first = await startSource(raw);
  await poll(first);
  await publishAll(await mqttClient(uri), topic, numbers(3));
  await readRecords(first, 3);
  await stopSource(first);
  expect(await poll(await startSource(raw))).toEqual([]);
});

it('publishes its last will when it vanishes', async () => {
  const [topic, wills] = [unique('will'), unique('wills')];
  const raw = config(topic, { 'mqtt.will.topic': wills, 'mqtt.will.payload': 'gone', 'mqtt.will.qos': '1' });
  const client = await mqttClient(uri);
  await client.subscribeAsync(wills);
  const will = new Promise((resolve) => client.once('message', (_topic, payload) => resolve(payload.toString())));
  await poll(await startSource(raw));
  // The broker cuts a client off when another one of its name comes.
  await mqttClient(uri, { clientId: raw['mqtt.client.id'] });
  expect(await will).toBe('gone');
});

it('goes to the next broker when one is gone, and says so when all are', async () => {
  const nobody = `tcp://localhost:${await freePort()}`;
  const topic = unique('failover');
  const task = await startSource(config(topic, { 'mqtt.server.uri': `${nobody},${uri}` }));
  await poll(task);
  await publishAll(await mqttClient(uri), topic, numbers(1));
  await readRecords(task, 1);
  await expect(poll(await startSource(config(topic, { 'mqtt.server.uri': nobody })))).rejects.toBeInstanceOf(
    RetriableError,
  );
  const impatient = await startSource(config(topic, { 'mqtt.server.uri': nobody, 'max.retry.time.ms': '0' }));
  const failure = await poll(impatient).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ConnectError);
  expect(failure).not.toBeInstanceOf(RetriableError);
});

describe('with a broker of its own', () => {
  it('repeats nothing when the broker restarts before it acknowledges', { timeout: 60_000 }, async () => {
    const broker = await startMosquitto({ port: await freePort() });
    try {
      const topic = unique('restart');
      const raw = config(topic, { 'mqtt.server.uri': broker.uri });
      const task = await startSource(raw);
      await poll(task);
      await publishAll(await mqttClient(broker.uri), topic, numbers(50));
      const records = await readRecords(task, 50);
      await broker.restart();
      await publishAll(await mqttClient(broker.uri), topic, ['later']);
      const more = await readRecords(task, 1);
      expect(valuesOf(more)).toEqual(['later']);
      acknowledge(task, [...records, ...more]);
      await stopSource(task);
      expect(await poll(await startSource(raw))).toEqual([]);
    } finally {
      await broker.stop();
    }
  });

  it('shows and checks certificates', { timeout: 60_000 }, async () => {
    const directory = await createRunDirectory('certificate');
    const certificate = await createCertificate(directory.path);
    const broker = await startMosquitto({ certificate });
    try {
      const topic = unique('tls');
      const raw = config(topic, { 'mqtt.server.uri': broker.uri });
      const trusted = { ...raw, 'mqtt.ssl.trust.store.path': certificate.certificateFile };
      expect(
        await poll(await startSource({ ...trusted, 'mqtt.ssl.key.store.path': certificate.keyStoreFile })),
      ).toEqual([]);
      await expect(poll(await startSource(raw))).rejects.toThrow(/check the keys mqtt\.ssl/);
      await expect(poll(await startSource(trusted))).rejects.toBeInstanceOf(ConnectError);
    } finally {
      await broker.stop();
      await directory.remove();
    }
  });

  it('fails for good when the password is wrong', { timeout: 60_000 }, async () => {
    const user = { name: 'connect', password: 'right' };
    const broker = await startMosquitto({ user });
    try {
      const raw = config(unique('login'), { 'mqtt.server.uri': broker.uri, 'mqtt.username': user.name });
      expect(await poll(await startSource({ ...raw, 'mqtt.password': user.password }))).toEqual([]);
      const failure = await poll(await startSource({ ...raw, 'mqtt.password': 'wrong' })).catch(
        (error: unknown) => error,
      );
      expect(failure).toBeInstanceOf(ConnectError);
      expect(failure).not.toBeInstanceOf(RetriableError);
      expect(String(failure)).toContain('the user may not connect');
    } finally {
      await broker.stop();
    }
  });
});

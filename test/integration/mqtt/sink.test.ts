import { afterEach, describe, expect, it } from 'vitest';
import { DataError, RetriableError } from '../../../lib/connect/errors.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import { BYTES_SCHEMA, INT64_SCHEMA, STRING_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import type { SinkTask } from '../../../lib/connect/sink-task.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { mqttSink } from '../../../lib/connectors/mqtt/sink/connector.ts';
import { mqttSinkTask } from '../../../lib/connectors/mqtt/sink/task.ts';
import { sinkContext } from '../../contract/tasks/contexts.ts';
import { consumed, type RecordContent } from '../../contract/tasks/sink-delivery.ts';
import { sinkTaskContract } from '../../contract/tasks/sink-task-contract.ts';
import { startMosquitto } from '../../services/mosquitto.ts';
import { service } from '../../services/on-demand.ts';
import { freePort } from '../../services/ports.ts';
import { waitFor } from '../../worker/worker-process.ts';
import { mqttClient, unique } from './clients.ts';

const { uri } = await service('mosquitto');

const running: SinkTask[] = [];

afterEach(async () => {
  for (const task of running.splice(0)) await task.stop?.();
});

const startSink = async (more: Readonly<Record<string, string>>, reports: SinkRecord[] | null = null) => {
  const raw = { 'mqtt.server.uri': uri, 'mqtt.qos': '1', ...more };
  const reporter = reports && { report: async (record: SinkRecord) => void reports.push(record) };
  const task = await mqttSinkTask.start(raw, sinkContext(raw, reporter));
  running.push(task);
  return task;
};

/** What arrives at a filter from now on, as `topic payload`. */
const subscribed = async (filter: string, at = uri) => {
  const client = await mqttClient(at);
  const received: string[] = [];
  client.on('message', (topic, payload) => received.push(`${topic} ${payload.toString()}`));
  await client.subscribeAsync(filter, { qos: 2 });
  return received;
};

const POINT = structSchema([
  ['id', INT64_SCHEMA],
  ['name', STRING_SCHEMA],
]);

const point = (id: number | bigint, name = 'a'): RecordContent => ({
  keySchema: STRING_SCHEMA,
  key: String(id),
  valueSchema: POINT,
  value: new Struct(POINT, [id, name]),
});

let target = '';
let received: readonly string[] = [];

sinkTaskContract('mqtt-sink on Mosquitto', {
  connector: mqttSink,
  task: mqttSinkTask,
  open: async () => {
    target = unique('contract');
    const client = await mqttClient(uri);
    const messages: string[] = [];
    client.on('message', (_topic, payload) => messages.push(payload.toString()));
    await client.subscribeAsync([`${target}/#`, `${target}-done`], { qos: 1 });
    received = messages;
    const end = 'end';
    return {
      config: { 'mqtt.server.uri': uri, 'mqtt.qos': '1', 'mqtt.topic': `${target}/\${key}` },
      stored: async () => {
        // The broker keeps the order: what was confirmed is here before this.
        await client.publishAsync(`${target}-done`, end, { qos: 1 });
        await waitFor('the end', async () => messages.at(-1) === end);
        return received.filter((message) => message !== end);
      },
    };
  },
  record: (n) => point(n),
  badRecord: { ...point(1), key: 'no/+/topic' },
  redelivery: { twice: 'every publication is a message of its own' },
  tombstone: 'stores',
});

describe('an MQTT sink', () => {
  it('publishes to the topic of the same name, values as they are or as exact JSON', async () => {
    const topic = unique('plain');
    const messages = await subscribed(topic);
    const task = await startSink({});
    const contents = [
      { valueSchema: BYTES_SCHEMA, value: Buffer.from('bytes') },
      { valueSchema: STRING_SCHEMA, value: 'text' },
      point(9_223_372_036_854_775_807n, 'long'),
      { value: { a: [1, null, true] } },
    ];
    await task.put(consumed(contents).map((record) => ({ ...record, topic })));
    await waitFor('all', async () => messages.length === contents.length);
    expect(messages).toEqual([
      `${topic} bytes`,
      `${topic} text`,
      `${topic} {"id":9223372036854775807,"name":"long"}`,
      `${topic} {"a":[1,null,true]}`,
    ]);
  });

  it.each([0, 1, 2])('keeps the order of a large batch under quality %i', async (qos) => {
    const topic = unique('order');
    const messages = await subscribed(topic);
    const task = await startSink({ 'mqtt.qos': String(qos), 'mqtt.topic': topic, 'mqtt.protocol.version': '5' });
    const values = Array.from({ length: 3000 }, (_, n) => String(n));
    await task.put(consumed(values.map((value) => ({ valueSchema: STRING_SCHEMA, value }))));
    await waitFor('all', async () => messages.length >= values.length);
    expect(messages).toEqual(values.map((value) => `${topic} ${value}`));
  });

  it('has the broker keep messages, and forget them by a record without a value', async () => {
    const topic = unique('retained');
    const task = await startSink({ 'mqtt.topic': topic, 'mqtt.retained.enabled': 'true' });
    await task.put(consumed([{ valueSchema: STRING_SCHEMA, value: 'kept' }]));
    const first = await subscribed(topic);
    await waitFor('the kept message', async () => first.length === 1);
    await task.put(consumed([{ key: 'x', keySchema: STRING_SCHEMA }], 1));
    const client = await mqttClient(uri);
    const later: string[] = [];
    client.on('message', (_topic, payload) => later.push(payload.toString()));
    await client.subscribeAsync(topic, { qos: 1 });
    await client.publishAsync(topic, 'end', { qos: 1 });
    await waitFor('the end', async () => later.length > 0);
    expect(later).toEqual(['end']);
  });

  it('names the record that it cannot publish', async () => {
    const task = await startSink({ 'mqtt.topic': '${value.missing}' });
    const failure = task.put(consumed([point(1)]));
    await expect(failure).rejects.toBeInstanceOf(DataError);
    await expect(failure).rejects.toThrow('contract-0@0');
  });

  it('has the same batch come again while the broker is away, and goes on when it is back', {
    timeout: 60_000,
  }, async () => {
    const broker = await startMosquitto({ port: await freePort() });
    try {
      const topic = unique('away');
      const task = await startSink({ 'mqtt.server.uri': broker.uri, 'mqtt.topic': topic });
      await task.put(consumed([point(1)]));
      await broker.kill();
      await expect(task.put(consumed([point(2)], 1))).rejects.toBeInstanceOf(RetriableError);
      await broker.restart();
      const messages = await subscribed(topic, broker.uri);
      await task.put(consumed([point(2)], 1));
      await waitFor('the message', async () => messages.length === 1);
      expect(messages).toEqual([`${topic} {"id":2,"name":"a"}`]);
    } finally {
      await broker.stop();
    }
  });
});

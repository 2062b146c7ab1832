import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type MosquittoService, startMosquitto } from '../../services/mosquitto.ts';
import { freePort } from '../../services/ports.ts';
import { type Config, publishedConfigs } from '../../worker/published-configs.ts';
import { readTopic } from '../../worker/read-topic.ts';
import { mqttClient } from './clients.ts';

const LOGIN = { username: 'myuser', password: 'mypassword' };
const LENSES = 'io.lenses.streamreactor.connect';

const { bootstrapServers } = inject('kafka');
const configs = publishedConfigs(bootstrapServers);
let broker: MosquittoService;

beforeAll(async () => {
  broker = await startMosquitto({ port: await freePort(), user: { name: LOGIN.username, password: LOGIN.password } });
});
afterAll(() => broker?.stop());

const confluentAt = () => ({
  'mqtt.server.uri': broker.uri,
  'mqtt.username': LOGIN.username,
  'mqtt.password': LOGIN.password,
});
const lensesAt = () => ({
  'connect.mqtt.hosts': broker.uri,
  'connect.mqtt.username': LOGIN.username,
  'connect.mqtt.password': LOGIN.password,
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('a published source', () => {
  /** What a message of a topic becomes; published until it is there, since the source must have subscribed before. */
  const moved = async (
    published: Config,
    at: Config,
    { from, to, message, found }: Readonly<Record<'from' | 'to' | 'message' | 'found', string>>,
  ) => {
    configs.cleanUp(to);
    const name = await configs.paste(published, at);
    const client = await mqttClient(broker.uri, LOGIN);
    const readOne = async () => (await readTopic(bootstrapServers, to)).find(({ value }) => value?.includes(found));
    await configs.expectSoon(name, async () => {
      await client.publishAsync(from, message, { qos: 1 });
      expect(await readOne()).toBeDefined();
    });
    const record = await readOne();
    return { key: record?.key ?? '', value: record?.value ?? '' };
  };

  test('of Confluent: a password, quality 2', async () => {
    const published = {
      'connector.class': 'io.confluent.connect.mqtt.MqttSourceConnector',
      'tasks.max': '1',
      'mqtt.server.uri': 'tcp://mosquitto:1883',
      'mqtt.topics': 'my-mqtt-topic',
      'kafka.topic': 'mqtt-source-1',
      'mqtt.qos': '2',
      'mqtt.username': 'myuser',
      'mqtt.password': 'mypassword',
      'confluent.license': '',
      'confluent.topic.bootstrap.servers': 'broker:9092',
      'confluent.topic.replication.factor': '1',
    };
    const message = randomUUID();
    const to = { from: 'my-mqtt-topic', to: 'mqtt-source-1', message, found: base64(message) };
    const { key } = await moved(published, { 'mqtt.server.uri': broker.uri }, to);
    expect(JSON.parse(key)).toMatchObject({ payload: 'my-mqtt-topic' });
  });

  test('of Confluent: positions of trucks', async () => {
    const published = {
      'connector.class': 'io.confluent.connect.mqtt.MqttSourceConnector',
      'tasks.max': '1',
      'mqtt.server.uri': 'tcp://mosquitto-1:1883',
      'mqtt.topics': 'truck/+/position',
      'mqtt.clean.session.enabled': 'true',
      'mqtt.connect.timeout.seconds': '30',
      'mqtt.keepalive.interval.seconds': '60',
      'mqtt.qos': '0',
      'kafka.topic': 'vehicle_tracking_sysA',
      'confluent.topic.bootstrap.servers': 'kafka-1:19092',
      'confluent.topic.replication.factor': '1',
      'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
      'value.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter',
    };
    const message = randomUUID();
    const to = { from: 'truck/11/position', to: 'vehicle_tracking_sysA', message, found: message };
    expect(await moved(published, confluentAt(), to)).toEqual({ key: 'truck/11/position', value: message });
  });

  test('of Lenses: JSON', async () => {
    const published = {
      'connector.class': `${LENSES}.mqtt.source.MqttSourceConnector`,
      'tasks.max': '1',
      'connect.mqtt.kcql': `INSERT INTO mqtt SELECT * FROM /mjson WITHCONVERTER=\`${LENSES}.converters.source.JsonSimpleConverter\``,
      'connect.mqtt.client.id': 'dm_source_id',
      'connect.mqtt.hosts': 'tcp://mqtt:1883',
      'connect.mqtt.service.quality': '1',
    };
    const id = randomUUID();
    const to = { from: '/mjson', to: 'mqtt', message: `{"id":"${id}","t":21.0}`, found: id };
    const { key, value } = await moved(published, lensesAt(), to);
    expect(JSON.parse(key).payload).toMatchObject({ topic: '/mjson', id: expect.stringMatching(/^\d+$/) });
    expect(JSON.parse(value)).toMatchObject({
      schema: { type: 'struct', name: '_mjson', fields: [{ type: 'string' }, { type: 'double' }] },
      payload: { id, t: 21 },
    });
  });

  test('of Lenses: wildcards, keys of fields', async () => {
    const published = {
      'connector.class': `${LENSES}.mqtt.source.MqttSourceConnector`,
      'connect.mqtt.hosts': 'tcp://mqtt:1883',
      'connect.mqtt.kcql':
        'INSERT INTO `$` SELECT * FROM /mqttTopicA/+/sensors WITHCONVERTER=`io.lenses.streamreactor.connect.converters.source.JsonSimpleConverter` WITHKEY(id)',
      'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
    };
    const id = randomUUID();
    const to = { from: '/mqttTopicA/7/sensors', to: 'mqttTopicA_7_sensors', message: `{"id":"${id}"}`, found: id };
    expect((await moved(published, lensesAt(), to)).key).toBe(id);
  });

  test('of Aiven: bytes, under the class name of old', async () => {
    const published = {
      'connector.class': 'com.datamountaineer.streamreactor.connect.mqtt.source.MqttSourceConnector',
      'connect.mqtt.hosts': 'tcp://mqtt-broker.example.com:1883',
      'connect.mqtt.kcql': 'INSERT INTO device_status SELECT * FROM devices/status',
      'connect.mqtt.username': 'mqtt_user',
      'connect.mqtt.password': 'mqtt_password',
      'connect.mqtt.service.quality': '1',
      'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    };
    const message = `{"device":"${randomUUID()}","status":"online"}`;
    const to = { from: 'devices/status', to: 'device_status', message, found: base64(message) };
    const { key } = await moved(published, lensesAt(), to);
    expect(JSON.parse(key).payload).toMatchObject({ topic: 'devices/status' });
  });
});

describe('a published sink', () => {
  /** What the broker tells of a topic once a record was written to Kafka. */
  const published = async (
    config: Config,
    at: Config,
    { from, to, value }: Readonly<Record<'from' | 'to' | 'value', string>>,
  ) => {
    const client = await mqttClient(broker.uri, LOGIN);
    const received: string[] = [];
    client.on('message', (_topic, payload) => received.push(payload.toString()));
    await client.subscribeAsync(to, { qos: 2 });
    await configs.produce([{ topic: from, value }]);
    const name = await configs.paste(config, at);
    await configs.expectSoon(name, async () => expect(received).toContain(value));
  };

  test('of Confluent: texts, kept for later subscribers', async () => {
    const config = {
      'connector.class': 'io.confluent.connect.mqtt.MqttSinkConnector',
      'tasks.max': '1',
      'mqtt.server.uri': 'tcp://mosquitto:1883',
      topics: 'sink-messages',
      'mqtt.qos': '2',
      'mqtt.username': 'myuser',
      'mqtt.password': 'mypassword',
      'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
      'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
      'confluent.license': '',
      'confluent.topic.bootstrap.servers': 'broker:9092',
      'confluent.topic.replication.factor': '1',
    };
    const value = randomUUID();
    await published(config, { 'mqtt.server.uri': broker.uri }, { from: 'sink-messages', to: 'sink-messages', value });
    const late = await mqttClient(broker.uri, LOGIN);
    const kept = new Promise((resolve) => late.once('message', (_topic, payload) => resolve(payload.toString())));
    await late.subscribeAsync('sink-messages');
    expect(await kept).toBe(value);
  });

  test('of Lenses: a topic by KCQL', async () => {
    const config = {
      'connector.class': `${LENSES}.mqtt.sink.MqttSinkConnector`,
      'tasks.max': '1',
      topics: 'orders',
      'connect.mqtt.hosts': 'tcp://mqtt:1883',
      'connect.mqtt.clean': 'true',
      'connect.mqtt.timeout': '1000',
      'connect.mqtt.keep.alive': '1000',
      'connect.mqtt.service.quality': '1',
      'connect.mqtt.client.id': 'dm_sink_id',
      'connect.mqtt.kcql': 'INSERT INTO /lenses/orders SELECT * FROM orders',
    };
    // Its converters are the worker's, which in Lenses' tutorial read what is in the topic.
    const at = { ...lensesAt(), 'value.converter': 'org.apache.kafka.connect.storage.StringConverter' };
    await published(config, at, { from: 'orders', to: '/lenses/orders', value: randomUUID() });
  });

  test('of Aiven: JSON', async () => {
    const config = {
      'connector.class': 'com.datamountaineer.streamreactor.connect.mqtt.sink.MqttSinkConnector',
      topics: 'sensor_data',
      'connect.mqtt.hosts': 'tcp://MQTT_HOST:MQTT_PORT',
      'connect.mqtt.username': 'MQTT_USERNAME',
      'connect.mqtt.password': 'MQTT_PASSWORD',
      'connect.mqtt.kcql': 'INSERT INTO iot/devices/temperature SELECT * FROM sensor_data',
      'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'value.converter.schemas.enable': 'false',
    };
    const value = `{"device":"${randomUUID()}","temperature":22.5}`;
    const topics = { from: 'sensor_data', to: 'iot/devices/temperature', value };
    await published(config, lensesAt(), topics);
  });
});

import { describe, expect, test } from 'vitest';
import type { ConnectorPlugin } from '../../../lib/config/define-connector.ts';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { mqttSink } from '../../../lib/connectors/mqtt/sink/connector.ts';
import { mqttSource } from '../../../lib/connectors/mqtt/source/connector.ts';

const problems = ({ configDef, validate }: ConnectorPlugin, raw: RawConfig): readonly string[] => {
  const errors = validateConfig(configDef, raw).flatMap((key) => key.errors);
  return errors.length > 0 ? errors : validate(raw).map(({ message }) => message);
};

const licence = { 'confluent.topic.bootstrap.servers': 'broker:9092', 'confluent.topic.replication.factor': '1' };

/** As published: by Confluent and its users, and by Lenses. */
const SOURCES: Readonly<Record<string, RawConfig>> = {
  'truck positions': {
    'connector.class': 'io.confluent.connect.mqtt.MqttSourceConnector',
    'tasks.max': '1',
    'mqtt.server.uri': 'tcp://mosquitto-1:1883',
    'mqtt.topics': 'truck/+/position',
    'mqtt.clean.session.enabled': 'true',
    'mqtt.connect.timeout.seconds': '30',
    'mqtt.keepalive.interval.seconds': '60',
    'mqtt.qos': '0',
    'kafka.topic': 'vehicle_tracking_sysA',
    ...licence,
  },
  'with a password and TLS': {
    'connector.class': 'io.confluent.connect.mqtt.MqttSourceConnector',
    'mqtt.server.uri': 'ssl://broker:8883',
    'mqtt.username': 'client',
    'mqtt.password': 'secret',
    'mqtt.topics': 'i/ldr,i/bme680,i/cam',
    'kafka.topic': 'test_topic',
    'confluent.license': '',
    ...licence,
  },
  'credentials by reference': {
    'connector.class': 'io.confluent.connect.mqtt.MqttSourceConnector',
    'mqtt.server.uri': '$' + '{file:/data/mqtt.credentials:MQTT_URL}',
    'mqtt.username': '$' + '{file:/data/mqtt.credentials:MQTT_USERNAME}',
    'mqtt.password': '$' + '{file:/data/mqtt.credentials:MQTT_PASSWORD}',
    'mqtt.topics': 'owntracks/#',
    'kafka.topic': 'data_mqtt',
  },
  'Lenses, with keys of version 1': {
    'connector.class': 'com.datamountaineer.streamreactor.connect.mqtt.source.MqttSourceConnector',
    'connect.mqtt.connection.timeout': '1000',
    'tasks.max': '1',
    'connect.mqtt.kcql': 'INSERT INTO vehicle_tracking_sysA SELECT * FROM truck/+/position',
    'connect.mqtt.connection.clean': 'true',
    'connect.mqtt.service.quality': '0',
    'connect.mqtt.connection.keep.alive': '1000',
    'connect.mqtt.client.id': 'tm-mqtt-connect-01',
    'connect.mqtt.converter.throw.on.error': 'true',
    'connect.mqtt.hosts': 'tcp://mosquitto-1:1883',
  },
  'Lenses, bytes': {
    'connector.class': 'io.lenses.streamreactor.connect.mqtt.source.MqttSourceConnector',
    'connect.mqtt.hosts': 'tcp://vernemq:1883',
    'connect.mqtt.clean': 'true',
    'connect.mqtt.service.quality': '1',
    'connect.mqtt.kcql':
      'INSERT INTO sensor-topic SELECT * FROM `envsensor/#` WITHCONVERTER=`io.lenses.streamreactor.connect.converters.source.BytesConverter`',
  },
};

const SINKS: Readonly<Record<string, RawConfig>> = {
  'with a password': {
    'connector.class': 'io.confluent.connect.mqtt.MqttSinkConnector',
    'tasks.max': '1',
    'mqtt.server.uri': 'ssl://mosquitto:8883',
    topics: 'sink-messages',
    'mqtt.qos': '2',
    'mqtt.username': 'myuser',
    'mqtt.password': 'mypassword',
    'confluent.license': '',
    ...licence,
  },
  'not retained': {
    'connector.class': 'MqttSink',
    topics: 'sink',
    'mqtt.server.uri': 'tcp://broker:1883',
    'mqtt.retained.enabled': 'false',
  },
  Lenses: {
    'connector.class': 'io.lenses.streamreactor.connect.mqtt.sink.MqttSinkConnector',
    'tasks.max': '1',
    topics: 'orders',
    'connect.mqtt.hosts': 'tcp://mqtt:1883',
    'connect.mqtt.clean': 'true',
    'connect.mqtt.timeout': '1000',
    'connect.mqtt.keep.alive': '1000',
    'connect.mqtt.service.quality': '1',
    'connect.mqtt.client.id': 'dm_sink_id',
    'connect.mqtt.kcql': 'INSERT INTO /lenses/orders SELECT * FROM orders',
  },
};

describe('published configurations', () => {
  test.each(Object.entries(SOURCES))('source: %s is valid as it is', (_name, raw) => {
    expect(problems(mqttSource, raw)).toEqual([]);
  });
  test.each(Object.entries(SINKS))('sink: %s is valid as it is', (_name, raw) => {
    expect(problems(mqttSink, raw)).toEqual([]);
  });
});

describe('a source', () => {
  const base = { 'mqtt.server.uri': 'tcp://a:1', 'mqtt.topics': 't' };
  test.each([
    [{ 'mqtt.server.uri': '' }, /Missing required configuration "mqtt.server.uri"/],
    [{ 'mqtt.topics': '' }, /Missing required configuration "mqtt.topics"/],
    [{ 'mqtt.server.uri': 'ws://a:1' }, /WebSockets are not supported/],
    [{ 'mqtt.topics': 'a/b#' }, /\+ stands for a whole level/],
    [{ 'mqtt.topics': '$share/a' }, /\$share\/<group>\/<filter>/],
    [{ 'mqtt.qos': '3' }, /no more than 2/],
    [{ 'mqtt.ssl.trust.store.path': '/tmp/truststore.jks' }, /only PEM can be read here/],
    [{ 'mqtt.protocol.version': '3.1' }, /3\.1\.1, 5/],
    [{ 'connect.mqtt.error.policy': 'NOOP' }, /THROW, RETRY/],
    [{ 'connect.mqtt.kcql': 'INSERT INTO a SELECT b FROM c' }, /Fields cannot be selected/],
    [{ 'connect.mqtt.kcql': 'INSERT INTO a SELECT * FROM c WITHKEY(id)' }, /WITHKEY takes fields of JSON/],
    [
      { 'connect.mqtt.kcql': 'INSERT INTO a SELECT * FROM c WITHREGEX=`c`' },
      /clause of KCQL is not supported: WITHREGEX/,
    ],
    [
      { 'connect.mqtt.kcql': 'INSERT INTO a SELECT * FROM c WITHCONVERTER=`x.AvroConverter`' },
      /WITHCONVERTER=AvroConverter is not supported/,
    ],
    [{ 'connect.mqtt.kcql': 'SELECT * FROM c' }, /which this is not/],
  ] satisfies ReadonlyArray<readonly [RawConfig, RegExp]>)('%o is refused, saying why', (more, why) => {
    expect(problems(mqttSource, { ...base, ...more }).join('\n')).toMatch(why);
  });

  test('is split by its topics', () => {
    const raw = { ...base, 'mqtt.topics': 'a,b,c' };
    expect(mqttSource.taskConfigs(raw, 2).map((one) => [one['task.id'], one['task.count']])).toEqual([
      ['0', '2'],
      ['1', '2'],
    ]);
    expect(() => mqttSource.alterOffsets(raw, [{ partition: { a: 1 }, offset: null }])).toThrow(/cannot be altered/);
  });
});

test.each([
  [{ 'mqtt.topic': 'a/$' + '{offset}' }, 'cannot be in a topic: there are topic, partition, key'],
  [{ 'connect.mqtt.kcql': 'INSERT INTO a SELECT * FROM t WITHKEY(id)' }, 'This means nothing to a sink: WITHKEY'],
  [{ 'connect.mqtt.kcql': ' ; ' }, 'There is no statement of KCQL'],
])('a sink refuses what means nothing: %o', (more, why) => {
  expect(problems(mqttSink, { 'mqtt.server.uri': 'tcp://a:1', topics: 't', ...more }).join()).toContain(why);
});

import type { Certificate } from './certificate.ts';
import type { KafkaUser } from './formatted-data.ts';

export interface ServerPropertiesOptions {
  readonly dataDirectory: string;
  readonly port: number;
  readonly controllerPort: number;
  readonly autoCreateTopics: boolean;
  readonly security?: KafkaSecurity;
}

/** Three more listeners, for tests of clients' security settings. */
export interface KafkaSecurity {
  readonly ports: { readonly sasl: number; readonly ssl: number; readonly saslSsl: number };
  readonly user: KafkaUser;
  readonly certificate: Certificate;
}

/** The broker's configuration: one node that is broker and controller, and every internal topic as small as it gets. */
export function serverProperties(options: ServerPropertiesOptions): string {
  const { dataDirectory, controllerPort, autoCreateTopics, security } = options;
  const listeners = listenerPorts(options).map(([protocol, port]) => `${protocol}://127.0.0.1:${port}`);
  const properties = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    listeners: [...listeners, `CONTROLLER://127.0.0.1:${controllerPort}`].join(),
    'advertised.listeners': listeners.join(),
    'listener.security.protocol.map': protocols,
    'log.dirs': dataDirectory,
    'auto.create.topics.enable': autoCreateTopics,
    'group.initial.rebalance.delay.ms': 0,
    'message.max.bytes': 10 << 20,
    // After a crash the controller lets nobody register as this broker until the session of the dead one is over.
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
    ...internalTopics,
    ...(security && securityProperties(security)),
  };
  const lines = Object.entries(properties).map(([key, value]) => `${key}=${value}\n`);
  return lines.join('');
}

const protocols = 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,SSL:SSL,SASL_SSL:SASL_SSL';

const internalTopics = {
  'offsets.topic.num.partitions': 1,
  'offsets.topic.replication.factor': 1,
  'transaction.state.log.num.partitions': 1,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'share.coordinator.state.topic.num.partitions': 1,
  'share.coordinator.state.topic.replication.factor': 1,
  'share.coordinator.state.topic.min.isr': 1,
};

function listenerPorts({ port, security }: ServerPropertiesOptions): readonly (readonly [string, number])[] {
  if (security === undefined) return [['PLAINTEXT', port]];
  const { sasl, ssl, saslSsl } = security.ports;
  return [
    ['PLAINTEXT', port],
    ['SASL_PLAINTEXT', sasl],
    ['SSL', ssl],
    ['SASL_SSL', saslSsl],
  ];
}

function securityProperties({ user, certificate }: KafkaSecurity): Readonly<Record<string, string>> {
  return {
    ...loginModules('sasl_plaintext', user),
    ...loginModules('sasl_ssl', user),
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': certificate.keyStoreFile,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': certificate.certificateFile,
    'ssl.client.auth': 'requested',
  };
}

/** SCRAM's users are in the formatted metadata, PLAIN's are here. */
function loginModules(listener: string, { name, password }: KafkaUser): Readonly<Record<string, string>> {
  const security = 'org.apache.kafka.common.security';
  const scram = `${security}.scram.ScramLoginModule required;`;
  const plain = `${security}.plain.PlainLoginModule required user_${name}="${password}";`;
  const key = (mechanism: string) => `listener.name.${listener}.${mechanism}.sasl.jaas.config`;
  return { [key('plain')]: plain, [key('scram-sha-256')]: scram, [key('scram-sha-512')]: scram };
}

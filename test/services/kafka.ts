import { givenLifecycle } from './given-lifecycle.ts';
import { startBroker } from './kafka/broker.ts';
import { createCertificate } from './kafka/certificate.ts';
import type { KafkaSecurity } from './kafka/server-properties.ts';
import type { Lifecycle } from './lifecycle.ts';
import { freePort } from './ports.ts';
import { createRunDirectory } from './run-directory.ts';

export interface KafkaOptions {
  readonly port?: number;
  /** @default true */
  readonly autoCreateTopics?: boolean;
}

export interface KafkaConnection {
  readonly bootstrapServers: string;
}

export interface KafkaService extends KafkaConnection, Lifecycle {}

export interface SecureKafkaService extends KafkaService {
  /** SASL_PLAINTEXT with PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512. */
  readonly saslBootstrapServers: string;
  /** SSL, with mutual TLS for a client that shows a certificate. */
  readonly sslBootstrapServers: string;
  readonly saslSslBootstrapServers: string;
  readonly username: string;
  readonly password: string;
  readonly caFile: string;
  readonly clientCertificateFile: string;
  readonly clientKeyFile: string;
}

const user = { name: 'connect', password: 'connect-secret' };

/**
 * A Kafka 4.3.1 broker. TEST_KAFKA_BOOTSTRAP_SERVERS is used instead when no option is set: an option asks for what a
 * given broker may not have.
 */
export function startKafka(options: KafkaOptions & { readonly security: true }): Promise<SecureKafkaService>;
export function startKafka(options?: KafkaOptions): Promise<KafkaService>;
export async function startKafka(options: KafkaOptions & { readonly security?: true } = {}): Promise<KafkaService> {
  const given = process.env.TEST_KAFKA_BOOTSTRAP_SERVERS;
  if (given !== undefined && Object.keys(options).length === 0) {
    return { bootstrapServers: given, ...givenLifecycle('TEST_KAFKA_BOOTSTRAP_SERVERS') };
  }
  const run = await createRunDirectory('kafka');
  const { port = await freePort(), autoCreateTopics = true } = options;
  const security = options.security && (await createSecurity(run.path));
  const lifecycle = await startBroker({ run, user, port, autoCreateTopics, ...(security && { security }) });
  return { bootstrapServers: address(port), ...(security && securityFacts(security)), ...lifecycle };
}

async function createSecurity(directory: string): Promise<KafkaSecurity> {
  const ports = { sasl: await freePort(), ssl: await freePort(), saslSsl: await freePort() };
  return { ports, user, certificate: await createCertificate(directory) };
}

function securityFacts({ ports, certificate }: KafkaSecurity) {
  return {
    saslBootstrapServers: address(ports.sasl),
    sslBootstrapServers: address(ports.ssl),
    saslSslBootstrapServers: address(ports.saslSsl),
    username: user.name,
    password: user.password,
    caFile: certificate.certificateFile,
    clientCertificateFile: certificate.certificateFile,
    clientKeyFile: certificate.keyFile,
  };
}

const address = (port: number) => `127.0.0.1:${port}`;

import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';

/** How Kafka's clients and Lambda's pollers get into the cluster. */
export type KafkaAuthentication = 'NONE' | 'SASL_PLAIN' | 'SASL_SCRAM_256' | 'SASL_SCRAM_512' | 'MTLS' | 'IAM';

export interface KafkaProps {
  /** Brokers, `host:port` each, as clients reach them. */
  readonly bootstrapServers: readonly string[];
  /** The ARN of an MSK cluster. @default the cluster is reached by its bootstrap servers */
  readonly clusterArn?: string;
  /** @default 'IAM' for an MSK cluster, else 'NONE' */
  readonly authentication?: KafkaAuthentication;
  /**
   * Holds `username` and `password` for SASL, or `certificate` and `privateKey` (PEM) for mTLS.
   *
   * @default none, as is right for NONE and IAM
   */
  readonly secret?: ISecret;
  /** Holds the `certificate` (PEM) of the authority to trust. @default the public authorities */
  readonly rootCaCertificate?: ISecret;
  /** Whether connections are encrypted. @default true, unless authentication is NONE and there is no rootCaCertificate */
  readonly tls?: boolean;
}

/** As Lambda's API calls it. */
export interface SourceAccess {
  readonly Type: string;
  readonly URI: string;
}

type Config = Readonly<Record<string, string>>;

const LOGIN_MODULES = {
  SASL_PLAIN: ['PLAIN', 'org.apache.kafka.common.security.plain.PlainLoginModule', 'BASIC_AUTH'],
  SASL_SCRAM_256: ['SCRAM-SHA-256', 'org.apache.kafka.common.security.scram.ScramLoginModule', 'SASL_SCRAM_256_AUTH'],
  SASL_SCRAM_512: ['SCRAM-SHA-512', 'org.apache.kafka.common.security.scram.ScramLoginModule', 'SASL_SCRAM_512_AUTH'],
} as const;

export const authenticationOf = ({ authentication, clusterArn }: KafkaProps): KafkaAuthentication =>
  authentication ?? (clusterArn === undefined ? 'NONE' : 'IAM');

const hasTls = (kafka: KafkaProps): boolean =>
  kafka.tls ?? (authenticationOf(kafka) !== 'NONE' || kafka.rootCaCertificate !== undefined);

const isSasl = (authentication: KafkaAuthentication): authentication is keyof typeof LOGIN_MODULES =>
  Object.hasOwn(LOGIN_MODULES, authentication);

const requireSecret = (kafka: KafkaProps): ISecret => {
  if (kafka.secret === undefined) throw new Error(`Kafka authentication ${authenticationOf(kafka)} needs a secret`);
  return kafka.secret;
};

/** A value that functions look up when they start; the stack never holds it. */
const reference = (secret: ISecret, key: string): string => `\${secretsmanager:${secret.secretArn}:${key}}`;

const securityProtocol = (kafka: KafkaProps): string => {
  const authentication = authenticationOf(kafka);
  const sasl = isSasl(authentication) || authentication === 'IAM';
  if (sasl) return hasTls(kafka) ? 'SASL_SSL' : 'SASL_PLAINTEXT';
  return hasTls(kafka) ? 'SSL' : 'PLAINTEXT';
};

const login = (kafka: KafkaProps): Config => {
  const authentication = authenticationOf(kafka);
  if (authentication === 'IAM')
    return {
      'sasl.mechanism': 'AWS_MSK_IAM',
      'sasl.jaas.config': 'software.amazon.msk.auth.iam.IAMLoginModule required;',
    };
  if (authentication === 'MTLS')
    return {
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.certificate.chain': reference(requireSecret(kafka), 'certificate'),
      'ssl.keystore.key': reference(requireSecret(kafka), 'privateKey'),
    };
  if (!isSasl(authentication)) return {};
  const [mechanism, module] = LOGIN_MODULES[authentication];
  const secret = requireSecret(kafka);
  return {
    'sasl.mechanism': mechanism,
    'sasl.jaas.config': `${module} required username="${reference(secret, 'username')}" password="${reference(secret, 'password')}";`,
  };
};

/** The worker's configuration of Kafka clients, in Kafka's names. */
export const clientConfig = (kafka: KafkaProps): Config => ({
  'bootstrap.servers': kafka.bootstrapServers.join(','),
  'security.protocol': securityProtocol(kafka),
  ...login(kafka),
  ...(kafka.rootCaCertificate && {
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.certificates': reference(kafka.rootCaCertificate, 'certificate'),
  }),
});

const pollerLogin = (kafka: KafkaProps): readonly SourceAccess[] => {
  const authentication = authenticationOf(kafka);
  if (authentication === 'MTLS') return [{ Type: 'CLIENT_CERTIFICATE_TLS_AUTH', URI: requireSecret(kafka).secretArn }];
  if (!isSasl(authentication)) return [];
  return [{ Type: LOGIN_MODULES[authentication][2], URI: requireSecret(kafka).secretArn }];
};

/** How event source mappings get in, besides the network; MSK knows its own certificates. */
export const pollerAccess = (kafka: KafkaProps): readonly SourceAccess[] => [
  ...pollerLogin(kafka),
  ...(kafka.rootCaCertificate === undefined || kafka.clusterArn !== undefined
    ? []
    : [{ Type: 'SERVER_ROOT_CA_CERTIFICATE', URI: kafka.rootCaCertificate.secretArn }]),
];

export const secretsOf = ({ secret, rootCaCertificate }: KafkaProps): readonly ISecret[] =>
  [secret, rootCaCertificate].filter((one) => one !== undefined);

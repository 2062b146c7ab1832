import type { ConfigOf } from '../../config/config-def.ts';
import { invalidValue } from '../../config/invalid-value.ts';
import { ConfigError } from '../../connect/errors.ts';
import { type LoginModule, parseJaas } from './jaas.ts';
import type { securityConfig } from './security-config.ts';

/** How the client logs in. */
export type Sasl =
  | {
      readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
      readonly username: string;
      readonly password: string;
    }
  | {
      readonly mechanism: 'AWS_MSK_IAM';
      readonly region: string;
      readonly roleArn?: string;
      readonly roleSessionName?: string;
      readonly profileName?: string;
    };

/** @throws ConfigError when the mechanism is unknown or its login module does not say what it needs. */
export const saslSettings = (config: ConfigOf<typeof securityConfig>, hosts: readonly string[]): Sasl => {
  const mechanism = config['sasl.mechanism'];
  switch (mechanism) {
    case 'PLAIN':
    case 'SCRAM-SHA-256':
    case 'SCRAM-SHA-512': {
      const { options } = loginModule(config, mechanism);
      return { mechanism, username: required(options, 'username'), password: required(options, 'password') };
    }
    case 'AWS_MSK_IAM':
      return mskIam(config, hosts);
    default:
      throw invalidValue('sasl.mechanism', mechanism, 'must be PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or AWS_MSK_IAM');
  }
};

const loginModule = (config: ConfigOf<typeof securityConfig>, mechanism: string): LoginModule => {
  const jaas = config['sasl.jaas.config'];
  if (jaas === null)
    throw new ConfigError(`Missing required configuration "sasl.jaas.config": sasl.mechanism=${mechanism} needs it.`);
  return parseJaas(jaas.value());
};

const required = (options: LoginModule['options'], name: string): string => {
  const value = options[name];
  if (value === undefined)
    throw new ConfigError(
      `Invalid value [hidden] for configuration sasl.jaas.config: the login module has no ${name}="…".`,
    );
  return value;
};

/** Options as MSK's own `software.amazon.msk.auth.iam.IAMLoginModule` takes them. */
const mskIam = (config: ConfigOf<typeof securityConfig>, hosts: readonly string[]): Sasl => {
  const { awsRoleArn, awsRoleSessionName, awsProfileName } = loginModule(config, 'AWS_MSK_IAM').options;
  return {
    mechanism: 'AWS_MSK_IAM',
    region: mskRegion(hosts),
    ...(awsRoleArn !== undefined && { roleArn: awsRoleArn }),
    ...(awsRoleSessionName !== undefined && { roleSessionName: awsRoleSessionName }),
    ...(awsProfileName !== undefined && { profileName: awsProfileName }),
  };
};

/** The region is part of an MSK broker's name, and there is no other setting for it. */
const mskRegion = (hosts: readonly string[]): string => {
  const region = hosts
    .map((host) => /\.kafka(?:-serverless)?\.([a-z0-9-]+)\.amazonaws\./.exec(host)?.[1])
    .find(Boolean);
  if (region === undefined)
    throw invalidValue('bootstrap.servers', hosts.join(','), 'AWS_MSK_IAM needs the names that MSK gave its brokers');
  return region;
};

import type { ConfigProblem, RawConfig } from '../../../../connect/connector.ts';

const PREFIX = 'datastax-java-driver.';

/** The settings of the Java driver that are settings of the connector, too. */
export const DRIVER = {
  contactPoints: `${PREFIX}basic.contact-points`,
  localDc: `${PREFIX}basic.load-balancing-policy.local-datacenter`,
  bundle: `${PREFIX}basic.cloud.secure-connect-bundle`,
} as const;

export const driverKey = (raw: RawConfig, key: string): string | undefined =>
  raw[key] === undefined || raw[key] === '' ? undefined : raw[key];

/** What only says how the Java driver works, names, counts or logs. */
const WITHOUT_EFFECT =
  /^datastax-java-driver\.(basic\.(config-reload-interval|session-name|application\.|request\.(timeout|page-size|default-idempotence)|load-balancing-policy\.class)|advanced\.(?!auth-provider|ssl-engine-factory|timestamp-generator|retry-policy|speculative|address-translator))/;

/** Others, such as who authenticates, change what happens. */
export const driverProblems = (raw: RawConfig): readonly ConfigProblem[] => {
  const known: readonly string[] = Object.values(DRIVER);
  return Object.keys(raw)
    .filter((key) => key.startsWith(PREFIX) && !known.includes(key) && !WITHOUT_EFFECT.test(key))
    .map((key) => ({
      key,
      message: `Settings of the Java driver other than ${known.join(', ')} are not supported; use the connector's own, such as ssl.*, auth.* and topic.*.consistencyLevel`,
    }));
};

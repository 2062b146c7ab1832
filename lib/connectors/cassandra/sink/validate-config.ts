import type { ConfigProblem, RawConfig } from '../../../connect/connector.ts';
import type { CassandraSinkConfig } from './config.ts';
import { frontOf } from './fronts/front-of.ts';

const CONFLUENT = /^cassandra\./;
const LENSES = /^connect\.cassandra\./;
const DATASTAX = /^(topic\..+\.(mapping|query)|contactPoints|loadBalancing\.localDc|cloud\.secureConnectBundle)$/;

/** Keys of several connectors, or of one without what tells it. */
const languageProblems = (config: CassandraSinkConfig, raw: RawConfig): readonly ConfigProblem[] => {
  const keys = Object.keys(raw);
  const [confluent, lenses] = [keys.find((key) => CONFLUENT.test(key)), keys.find((key) => LENSES.test(key))];
  const datastax = keys.find((key) => DATASTAX.test(key));
  const given = [datastax, confluent, lenses].filter((key) => key !== undefined);
  if (given.length > 1)
    return given.map((key) => ({
      key,
      message: `Keys of several connectors cannot be mixed: DataStax’s (contactPoints, topic.…), Confluent’s (cassandra.…) and Lenses’ (connect.cassandra.…), here ${given.join(', ')}`,
    }));
  const isMissing = (key: 'cassandra.keyspace' | 'connect.cassandra.kcql', used: string | undefined): boolean =>
    (used !== undefined || raw['connector.class']?.startsWith(owners[key]) === true) && config[key] === '';
  const owners = {
    'cassandra.keyspace': 'io.confluent.',
    'connect.cassandra.kcql': 'io.lenses.',
  };
  const missing = [
    ...(isMissing('cassandra.keyspace', confluent) ? ['cassandra.keyspace'] : []),
    ...(isMissing('connect.cassandra.kcql', lenses) ? ['connect.cassandra.kcql'] : []),
  ];
  return missing.map((key) => ({
    key,
    message: `Missing required configuration "${key}" which has no default value.`,
  }));
};

/** What single keys cannot tell. */
export const cassandraSinkProblems = (config: CassandraSinkConfig, raw: RawConfig): readonly ConfigProblem[] => {
  const problems = languageProblems(config, raw);
  return problems.length > 0 ? problems : frontOf(config).problems(config, raw);
};

import type { ConfigProblem } from '../../../connect/connector.ts';
import type { DynamodbSinkConfig } from './config.ts';
import { sinkSettings } from './settings.ts';

const HASH = 'aws.dynamodb.pk.hash';
const SORT = 'aws.dynamodb.pk.sort';
const TTL = ['aws.dynamodb.ttl.attribute', 'aws.dynamodb.ttl.seconds'] as const;
const CREDENTIALS = ['aws.access.key.id', 'aws.secret.access.key'] as const;

const problem = (key: string, message: string): ConfigProblem => ({ key, message });

/** What single keys cannot tell. */
export const dynamodbSinkProblems = (config: DynamodbSinkConfig): readonly ConfigProblem[] => {
  const { keys, offsetAttribute, ttl } = sinkSettings(config);
  const names = keys.map(({ attribute }) => attribute);
  const reserved = [offsetAttribute, ttl?.name].filter((name) => name !== null && name !== undefined);
  const hasSecret = config[CREDENTIALS[1]].value() !== '';
  return [
    ...(config[HASH] === '' ? [problem(HASH, `${HASH} must be given; ${SORT} may be empty`)] : []),
    ...(names.length === 2 && names[0] === names[1]
      ? [
          problem(
            SORT,
            `${HASH} and ${SORT} would both be the attribute ${names[0]}: give one another name, as in value.field:name`,
          ),
        ]
      : []),
    ...((config[TTL[0]] === '') !== (config[TTL[1]] === null)
      ? TTL.map((key) => problem(key, `${TTL.join(' and ')} go together`))
      : []),
    ...(new Set([...names, ...reserved]).size < names.length + reserved.length && new Set(names).size === names.length
      ? [
          problem(
            'aws.dynamodb.offset.attribute',
            'The attributes of offset, time to live and keys need different names',
          ),
        ]
      : []),
    ...((config[CREDENTIALS[0]] !== '') !== hasSecret
      ? CREDENTIALS.map((key) => problem(key, `${CREDENTIALS.join(' and ')} go together`))
      : []),
  ];
};

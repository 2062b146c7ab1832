import { GetParametersCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { asError, ConfigError } from '../connect/errors.ts';
import type { ConfigProvider } from './config-provider.ts';

/** Names a call. */
const MAX_NAMES = 10;

const chunks = (names: readonly string[]): readonly string[][] =>
  Array.from({ length: Math.ceil(names.length / MAX_NAMES) }, (_, index) =>
    names.slice(index * MAX_NAMES, (index + 1) * MAX_NAMES),
  );

/** See https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
const readParameters = async (
  client: SSMClient,
  Names: string[],
): Promise<ReadonlyArray<readonly [string, string]>> => {
  try {
    const { Parameters = [] } = await client.send(new GetParametersCommand({ Names, WithDecryption: true }));
    return Parameters.flatMap(({ Name = '', Selector = '', ARN = '', Value }) =>
      Value === undefined ? [] : [[`${Name}${Selector}`, Value] as const, [`${ARN}${Selector}`, Value] as const],
    );
  } catch (error) {
    throw new ConfigError(`AWS Systems Manager refused it: ${asError(error).name}`, { cause: error });
  }
};

/** `${ssm:<parameter>}`, with a version or label as in `${ssm:/kafka/password:3}`; secure strings come decrypted. */
export const createSsmConfigProvider = (client: SSMClient, ttlMs?: number): ConfigProvider => ({
  get: async (path, keys) => {
    const nameOf = (key: string): string => (path === '' ? key : `${path}:${key}`);
    const found = await Promise.all(chunks(keys.map(nameOf)).map((names) => readParameters(client, names)));
    const values = new Map(found.flat());
    const named = keys.flatMap((key) => {
      const value = values.get(nameOf(key));
      return value === undefined ? [] : [[key, value] as const];
    });
    return { values: Object.fromEntries(named), ttlMs };
  },
});

import {
  type AliasConfiguration,
  CreateAliasCommand,
  DeleteAliasCommand,
  GetAliasCommand,
  type LambdaClient,
  ListAliasesCommand,
} from '@aws-sdk/client-lambda';
import { attempt, attemptIfExists, isConflict } from './aws-error.ts';

/** The aliases of functions. All stand on `$LATEST`, so that a deployment of the stack takes them along. */
export interface Aliases {
  exists(functionArn: string, alias: string): Promise<boolean>;
  /** ARNs of all aliases of a function; none when there is no such function. */
  list(functionArn: string): Promise<readonly string[]>;
  /** Does nothing when it exists. */
  create(functionArn: string, alias: string, description: string): Promise<void>;
  remove(functionArn: string, alias: string): Promise<void>;
}

const arnOf = ({ AliasArn }: AliasConfiguration): readonly string[] => (AliasArn === undefined ? [] : [AliasArn]);

/** See https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
export const createAliases = (client: LambdaClient): Aliases => ({
  exists: async (FunctionName, Name) =>
    (await attemptIfExists(`GetAlias ${FunctionName}:${Name}`, () =>
      client.send(new GetAliasCommand({ FunctionName, Name })),
    )) !== undefined,
  list: async (FunctionName) => {
    const found: string[] = [];
    let Marker: string | undefined;
    do {
      const request = new ListAliasesCommand({ FunctionName, Marker });
      const page = await attemptIfExists(`ListAliases ${FunctionName}`, () => client.send(request));
      found.push(...(page?.Aliases ?? []).flatMap(arnOf));
      Marker = page?.NextMarker;
    } while (Marker !== undefined && Marker !== '');
    return found;
  },
  create: (FunctionName, Name, Description) =>
    attempt(`CreateAlias ${FunctionName}:${Name}`, async () => {
      const request = new CreateAliasCommand({ FunctionName, Name, Description, FunctionVersion: '$LATEST' });
      await client.send(request).catch((error) => {
        if (!isConflict(error)) throw error;
      });
    }),
  remove: async (FunctionName, Name) => {
    const request = new DeleteAliasCommand({ FunctionName, Name });
    await attemptIfExists(`DeleteAlias ${FunctionName}:${Name}`, () => client.send(request));
  },
});

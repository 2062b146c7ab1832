import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { attempt } from './aws-error.ts';

/**
 * Has a function run asynchronously: Lambda takes the event and answers at once.
 * See https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export const invokeFunction =
  (client: LambdaClient) =>
  async (functionName: string, event: unknown): Promise<void> => {
    await attempt(`Invoke ${functionName}`, () =>
      client.send(
        new InvokeCommand({ FunctionName: functionName, InvocationType: 'Event', Payload: JSON.stringify(event) }),
      ),
    );
  };

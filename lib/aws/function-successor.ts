import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { SourceEvent } from '../runtime/source-function.ts';

/**
 * Has a source function invoke itself, asynchronously, for the next run. To Lambda that is a recursive loop, so the function
 * must have `recursiveLoop` set to `Allow`.
 * See https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export const createSuccessor =
  (client: LambdaClient, functionName: string) =>
  async (event: SourceEvent): Promise<void> => {
    await client.send(
      new InvokeCommand({ FunctionName: functionName, InvocationType: 'Event', Payload: JSON.stringify(event) }),
    );
  };

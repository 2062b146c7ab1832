import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** `arn:…:function:<worker>_`; neither a worker's name nor a plugin's has an underscore, so that no two workers overlap. */
export const functionArnPrefix = (scope: IConstruct, workerName: string): string =>
  Stack.of(scope).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: `${workerName}_`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });

import { ArnFormat, Stack } from 'aws-cdk-lib';
import { acknowledgeWildcard } from './acknowledge.ts';
import type { Plugin } from './plugins.ts';
import type { WorkerFunction } from './worker-function.ts';

/** https://docs.aws.amazon.com/glue/latest/dg/schema-registry-gs.html */
const REGISTER_ACTIONS = ['glue:GetSchemaByDefinition', 'glue:RegisterSchemaVersion', 'glue:CreateSchema'];

const registryArn = (stack: Stack, registry: string): string => {
  if (/^arn:[^:]+:glue:[^:]*:[^:]*:registry\/[\w$#.-]+$/.test(registry)) return registry;
  if (/^[\w$#.-]+$/.test(registry))
    return stack.formatArn({ service: 'glue', resource: 'registry', resourceName: registry });
  throw new Error(`glueSchemaRegistry ${registry} is neither the name of a registry of AWS Glue nor its ARN`);
};

/** The ARN of all schemas of a registry, `arn:…:glue:<region>:<account>:schema/<registry>/*`. */
const schemasOf = (stack: Stack, arn: string): string => {
  const { resourceName = '', ...rest } = stack.splitArn(arn, ArnFormat.SLASH_RESOURCE_NAME);
  return stack.formatArn({ ...rest, resource: 'schema', resourceName: `${resourceName}/*` });
};

/**
 * Lets a function use a registry of AWS Glue: whatever reads records looks up the version that they name, whatever writes them
 * also finds and registers schemas. @throws Error when it is neither a name nor an ARN.
 */
export const grantGlueSchemas = (fn: WorkerFunction, registry: string, kind: Plugin['kind']): void => {
  const stack = Stack.of(fn);
  const arn = registryArn(stack, registry);
  fn.allow(['glue:GetSchemaVersion'], ['*']);
  acknowledgeWildcard(
    fn.role,
    '*',
    'A schema version is read by an id that does not tell its registry; AWS Glue wants *',
  );
  if (kind === 'sink') return;
  fn.allow(REGISTER_ACTIONS, [arn, schemasOf(stack, arn)]);
  acknowledgeWildcard(fn.role, schemasOf(stack, arn), 'Schemas are named by the topics that connectors write to');
};

import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Says why a rule of cdk-nag does not hold here. */
export const acknowledge = (construct: IConstruct, id: string, reason: string): void => {
  Validations.of(construct).acknowledge({ id, reason });
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An intrinsic function of CloudFormation, or text with some in it, as cdk-nag shows it: `arn:<AWS::Partition>:…`. */
const shown = (value: unknown): string => {
  if (!isRecord(value)) return String(value);
  if (typeof value.Ref === 'string') return `<${value.Ref}>`;
  const { 'Fn::GetAtt': attribute, 'Fn::Join': join } = value;
  if (Array.isArray(attribute)) return `<${attribute.join('.')}>`;
  if (!Array.isArray(join) || !Array.isArray(join[1])) return JSON.stringify(value);
  return join[1].map(shown).join(String(join[0]));
};

/** Says why a policy names resources, or actions, by a wildcard. */
export const acknowledgeWildcard = (role: IConstruct, resource: string, reason: string): void =>
  acknowledge(role, `AwsSolutions-IAM5[Resource::${shown(Stack.of(role).resolve(resource))}]`, reason);

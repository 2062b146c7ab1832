import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ConnectStack, stackName } from '../../infra/connect-stack.ts';
import { readContext } from '../../infra/context.ts';

const cdkJson: unknown = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'));
const flags = typeof cdkJson === 'object' && cdkJson !== null && 'context' in cdkJson ? cdkJson.context : {};

export interface Synthesized {
  readonly app: App;
  readonly stack: ConnectStack;
  readonly template: Template;
}

/** The stack as `cdk synth -c key=value` makes it, and its template. */
export const synth = (
  context: Readonly<Record<string, unknown>> = {},
  change: (stack: ConnectStack) => void = () => {},
): Synthesized => {
  const app = new App({ context: { ...(flags as object), ...context } });
  const settings = readContext(app.node);
  const stack = new ConnectStack(app, stackName(settings), { settings });
  change(stack);
  return { app, stack, template: Template.fromStack(stack) };
};

export interface Resource {
  readonly id: string;
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
}

type TemplateResources = Readonly<Record<string, Omit<Resource, 'id'>>>;

export const resources = (template: Template, type: string): readonly Resource[] =>
  Object.entries(template.findResources(type) as TemplateResources).map(([id, resource]) => ({ id, ...resource }));

export interface Statement {
  readonly role: string;
  readonly Action: readonly string[];
  readonly Resource: readonly unknown[];
  readonly Condition?: unknown;
}

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

interface Policy {
  readonly PolicyDocument: {
    readonly Statement: ReadonlyArray<Record<'Action' | 'Resource', string | readonly string[]>>;
  };
  readonly Roles?: ReadonlyArray<{ readonly Ref: string }>;
}

/** Every statement of every role's policies. */
export const statements = (template: Template): readonly Statement[] =>
  resources(template, 'AWS::IAM::Policy').flatMap(({ Properties }) => {
    const { PolicyDocument, Roles = [] } = Properties as unknown as Policy;
    return PolicyDocument.Statement.map((one) => ({
      ...one,
      role: Roles.map(({ Ref }) => Ref).join(),
      Action: list(one.Action),
      Resource: list<unknown>(one.Resource),
    }));
  });

/** Statements of the role whose logical id says so. */
export const statementsOf = (template: Template, role: RegExp): readonly Statement[] =>
  statements(template).filter((one) => role.test(one.role));

export const actionsOf = (template: Template, role: RegExp): ReadonlySet<string> =>
  new Set(statementsOf(template, role).flatMap(({ Action }) => Action));

import { ArnFormat, Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledgeWildcard } from './acknowledge.ts';
import type { WorkerContext } from './worker-context.ts';
import type { WorkerFunction } from './worker-function.ts';

export interface SchedulesProps {
  readonly sources: readonly WorkerFunction[];
  readonly deadLetters: IQueue;
}

/** The group of a worker's schedules, which the reconciler makes, and the role that they invoke sources with. */
export class Schedules extends Construct {
  readonly group: ScheduleGroup;
  readonly role: Role;
  /** ARN of all schedules of the group. */
  readonly arns: string;

  constructor(scope: Construct, id: string, { workerName, removalPolicy: _ }: WorkerContext, props: SchedulesProps) {
    super(scope, id);
    const stack = Stack.of(this);
    this.group = new ScheduleGroup(this, 'Group', { scheduleGroupName: workerName });
    this.arns = stack.formatArn({
      service: 'scheduler',
      resource: 'schedule',
      resourceName: `${workerName}/*`,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    this.role = new Role(this, 'Role', {
      description: `Schedules of worker ${workerName}`,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': this.group.scheduleGroupArn },
        },
      }),
    });
    for (const source of props.sources)
      this.role.addToPolicy(
        new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [source.lambda.functionArn] }),
      );
    props.deadLetters.grantSendMessages(this.role);
  }

  /** The making and unmaking of schedules. */
  grantManage(grantee: IGrantable & { readonly role: Role }): void {
    const actions = ['Create', 'Delete', 'Get', 'Update'].map((verb) => `scheduler:${verb}Schedule`);
    grantee.role.addToPolicy(new PolicyStatement({ actions, resources: [this.arns] }));
    grantee.role.addToPolicy(new PolicyStatement({ actions: ['scheduler:ListSchedules'], resources: ['*'] }));
    grantee.role.addToPolicy(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [this.role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      }),
    );
    acknowledgeWildcard(
      grantee.role,
      '*',
      'ListSchedules and ListEventSourceMappings know no resources; mappings have no names before they are made, and are limited to functions of this worker by condition',
    );
    acknowledgeWildcard(
      grantee.role,
      this.arns,
      'Schedules are named by connectors; they are limited to the group of this worker',
    );
  }
}

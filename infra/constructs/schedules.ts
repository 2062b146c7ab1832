import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
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

  constructor(scope: Construct, id: string, { workerName }: WorkerContext, props: SchedulesProps) {
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

  /** The making of schedules, and all that unmaking takes. */
  grantManage(fn: WorkerFunction): void {
    this.grantRemove(fn);
    fn.allow(['scheduler:CreateSchedule', 'scheduler:UpdateSchedule'], [this.arns]);
    fn.allow(['iam:PassRole'], [this.role.roleArn], {
      StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
    });
  }

  grantRemove(fn: WorkerFunction): void {
    fn.allow(['scheduler:DeleteSchedule', 'scheduler:GetSchedule'], [this.arns]);
    fn.allow(['scheduler:ListSchedules'], ['*']);
    acknowledgeWildcard(
      fn.role,
      this.arns,
      'Schedules are named by connectors; they are limited to the group of this worker',
    );
  }
}

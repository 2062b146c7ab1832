import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { WorkerContext } from './worker-context.ts';
import { WorkerFunction } from './worker-function.ts';

/** Connector configurations by name, as one would send them to REST. */
export type Connectors = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Writes the connectors that a stack declares into the configs table, where REST would have put them. */
export class DeclaredConnectors extends Construct {
  constructor(scope: Construct, id: string, context: WorkerContext, connectors: Connectors) {
    super(scope, id);
    const fn = new WorkerFunction(this, 'Writer', context, {
      functionName: 'declared-connectors',
      description: `Writes the connectors that the stack of worker ${context.workerName} declares`,
      timeout: Duration.minutes(2),
      inNetwork: false,
    });
    context.tables.grantDeclare(fn);
    const resource = new CustomResource(this, 'Connectors', {
      resourceType: 'Custom::ConnectConnectors',
      serviceToken: fn.lambda.functionArn,
      serviceTimeout: Duration.minutes(5),
      properties: { Connectors: connectors },
    });
    resource.node.addDependency(fn);
  }
}

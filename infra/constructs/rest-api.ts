import { Duration, Stack } from 'aws-cdk-lib';
import { CfnStage, HttpApi, HttpMethod, type IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  HttpIamAuthorizer,
  HttpJwtAuthorizer,
  HttpLambdaAuthorizer,
  HttpLambdaResponseType,
} from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { grantKafka } from './kafka-grants.ts';
import type { WorkerContext } from './worker-context.ts';
import { WorkerFunction } from './worker-function.ts';

/**
 * Who may use the REST API: callers with permissions of IAM (`grantManage`, `grantRead`), holders of a token of this issuer, those
 * who send the secret as `x-api-key`, or everybody who can reach it.
 */
export type Authorization =
  | 'IAM'
  | { readonly jwtIssuer: string; readonly jwtAudience: readonly string[] }
  | { readonly apiKey: ISecret }
  | 'OPEN_TO_EVERYBODY';

export interface RestApiProps {
  readonly plugins: readonly string[];
  readonly reconciler: WorkerFunction;
  readonly authorization: Authorization;
}

const PATHS = ['/', '/{proxy+}'];

const ACCESS_LOG = {
  time: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  caller: '$context.identity.userArn',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
};

/** Kafka Connect's REST API behind API Gateway. */
export class RestApi extends Construct {
  readonly function: WorkerFunction;
  readonly api: HttpApi;
  private readonly context: WorkerContext;

  constructor(scope: Construct, id: string, context: WorkerContext, props: RestApiProps) {
    super(scope, id);
    this.context = context;
    this.function = this.createFunction(props);
    this.api = new HttpApi(this, 'Api', {
      apiName: `${context.workerName} REST API`,
      description: `Kafka Connect worker ${context.workerName}`,
    });
    const authorizer = this.authorizer(props.authorization);
    for (const path of PATHS)
      this.api.addRoutes({
        path,
        methods: [HttpMethod.ANY],
        integration: new HttpLambdaIntegration(`Rest${path.length}`, this.function.lambda),
        ...(authorizer && { authorizer }),
      });
    this.logAccess();
  }

  /** Everything, over IAM. */
  grantManage(grantee: IGrantable): Grant {
    return this.grant(grantee, '*');
  }

  /** What changes nothing, over IAM. */
  grantRead(grantee: IGrantable): Grant {
    return this.grant(grantee, 'GET');
  }

  private grant(grantee: IGrantable, method: string): Grant {
    const resourceArns = ['/', '/*'].map((path) => this.api.arnForExecuteApi(method, path, '$default'));
    return Grant.addToPrincipal({ grantee, actions: ['execute-api:Invoke'], resourceArns });
  }

  private createFunction({ plugins, reconciler }: RestApiProps): WorkerFunction {
    const { context } = this;
    const fn = new WorkerFunction(this, 'Rest', context, {
      functionName: 'rest',
      description: `REST API of worker ${context.workerName}`,
      timeout: Duration.seconds(29),
      memorySize: 1024,
      inNetwork: true,
      environment: { PLUGINS: JSON.stringify(plugins), RECONCILER_FUNCTION: reconciler.lambda.functionName },
    });
    context.tables.grantManage(fn);
    grantKafka(fn, context.kafka, 'administer');
    fn.allow(['lambda:InvokeFunction'], [reconciler.lambda.functionArn]);
    return fn;
  }

  private authorizer(authorization: Authorization): IHttpRouteAuthorizer | undefined {
    if (authorization === 'OPEN_TO_EVERYBODY') {
      acknowledge(this.api, 'AwsSolutions-APIG4', 'Opened by name: authorization OPEN_TO_EVERYBODY');
      return undefined;
    }
    if (authorization === 'IAM') return new HttpIamAuthorizer();
    if ('apiKey' in authorization) return this.apiKeyAuthorizer(authorization.apiKey);
    return new HttpJwtAuthorizer('Jwt', authorization.jwtIssuer, { jwtAudience: [...authorization.jwtAudience] });
  }

  private apiKeyAuthorizer(apiKey: ISecret): IHttpRouteAuthorizer {
    const fn = new WorkerFunction(this, 'ApiKeyAuthorizer', this.context, {
      functionName: 'api-key-authorizer',
      description: `Asks for the API key of worker ${this.context.workerName}`,
      memorySize: 256,
      inNetwork: false,
      environment: { API_KEY: `\${secretsmanager:${apiKey.secretArn}}` },
    });
    apiKey.grantRead(fn);
    return new HttpLambdaAuthorizer('ApiKey', fn.lambda, {
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      identitySource: ['$request.header.x-api-key'],
      resultsCacheTtl: Duration.minutes(5),
    });
  }

  private logAccess(): void {
    const logs = new LogGroup(this, 'AccessLogs', {
      retention: this.context.logRetention,
      removalPolicy: this.context.removalPolicy,
    });
    const stage = this.api.defaultStage?.node.defaultChild;
    if (!CfnStage.isCfnElement(stage ?? {}) || !(stage instanceof CfnStage)) return;
    stage.accessLogSettings = { destinationArn: logs.logGroupArn, format: Stack.of(this).toJsonString(ACCESS_LOG) };
  }
}

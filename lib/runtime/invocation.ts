/** What a handler needs of Lambda's context; standalone makes its own. */
export interface InvocationContext {
  readonly invokedFunctionArn: string;
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingRequest,
  DeleteEventSourceMappingCommand,
  type EventSourceMappingConfiguration,
  type LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
  type UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import { attempt, attemptIfExists } from './aws-error.ts';

/** A mapping as AWS describes it. */
export type Mapping = EventSourceMappingConfiguration & { readonly UUID: string; readonly FunctionArn: string };

export interface EventSourceMappings {
  /** Those of one alias; without an alias, of all functions in this account and region. */
  list(aliasArn?: string): Promise<readonly Mapping[]>;
  create(request: CreateEventSourceMappingRequest): Promise<void>;
  update(request: UpdateEventSourceMappingRequest): Promise<void>;
  /** Has the mapping go away, which takes a while. */
  remove(uuid: string): Promise<void>;
}

const PAGE_SIZE = 100;

const isMapping = (one: EventSourceMappingConfiguration): one is Mapping =>
  one.UUID !== undefined && one.FunctionArn !== undefined;

/** See https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export const createEventSourceMappings = (client: LambdaClient): EventSourceMappings => ({
  list: async (FunctionName) => {
    const found: Mapping[] = [];
    let Marker: string | undefined;
    do {
      const request = new ListEventSourceMappingsCommand({ FunctionName, MaxItems: PAGE_SIZE, Marker });
      const page = await attemptIfExists('ListEventSourceMappings', () => client.send(request));
      found.push(...(page?.EventSourceMappings ?? []).filter(isMapping));
      Marker = page?.NextMarker;
    } while (Marker !== undefined && Marker !== '');
    return FunctionName === undefined ? found : found.filter((one) => one.FunctionArn === FunctionName);
  },
  create: async (request) => {
    const what = `CreateEventSourceMapping for topic ${request.Topics?.[0]}`;
    await attempt(what, () => client.send(new CreateEventSourceMappingCommand(request)));
  },
  update: async (request) => {
    const what = `UpdateEventSourceMapping ${request.UUID}`;
    await attempt(what, () => client.send(new UpdateEventSourceMappingCommand(request)));
  },
  remove: async (UUID) => {
    const what = `DeleteEventSourceMapping ${UUID}`;
    await attemptIfExists(what, () => client.send(new DeleteEventSourceMappingCommand({ UUID })));
  },
});

import * as v from 'valibot';
import { asError } from '../connect/errors.ts';
import type { Logger } from '../connect/logger.ts';

/** What CloudFormation asks of a custom resource; see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html */
const requestSchema = v.object({
  RequestType: v.picklist(['Create', 'Update', 'Delete']),
  ResponseURL: v.string(),
  StackId: v.string(),
  RequestId: v.string(),
  LogicalResourceId: v.string(),
  PhysicalResourceId: v.optional(v.string()),
  ResourceProperties: v.optional(v.record(v.string(), v.unknown()), {}),
  OldResourceProperties: v.optional(v.record(v.string(), v.unknown()), {}),
});

type Properties = Readonly<Record<string, unknown>>;

/** What a resource does when the stack that holds it comes, changes and goes. */
export interface CustomResource {
  /** Created, or its properties changed. */
  put(wanted: Properties, previous: Properties): Promise<void>;
  remove(last: Properties): Promise<void>;
}

/** As bytes, so that no content type is sent: the URL is signed without one. */
const answer = (url: string, body: unknown): Promise<Response> =>
  fetch(url, { method: 'PUT', body: new TextEncoder().encode(JSON.stringify(body)) });

/** The handler of a custom resource's function. Whatever happens is answered, or the stack would wait for an hour. */
export const createCustomResourceFunction =
  (resource: CustomResource, log: Logger) =>
  async (input: unknown): Promise<void> => {
    const request = v.parse(requestSchema, input);
    const { RequestType, ResourceProperties, OldResourceProperties, StackId, RequestId, LogicalResourceId } = request;
    const response = {
      StackId,
      RequestId,
      LogicalResourceId,
      PhysicalResourceId: request.PhysicalResourceId ?? LogicalResourceId,
    };
    try {
      if (RequestType === 'Delete') await resource.remove(ResourceProperties);
      else await resource.put(ResourceProperties, OldResourceProperties);
      await answer(request.ResponseURL, { ...response, Status: 'SUCCESS' });
    } catch (error) {
      const Reason = asError(error).message;
      log.error(`${LogicalResourceId} could not be brought about`, { cause: Reason });
      await answer(request.ResponseURL, { ...response, Status: 'FAILED', Reason });
    }
  };

import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { asError, RetriableError } from '../../connect/errors.ts';
import {
  AlreadyExistsError,
  BadRequestError,
  ConflictingOperationError,
  ForbiddenError,
  NotFoundError,
} from '../../herder/errors.ts';
import { ConflictError, ItemTooLargeError } from '../../storage/config-backing-store.ts';

const STATUSES = [
  [BadRequestError, 400],
  [ItemTooLargeError, 400],
  [ForbiddenError, 403],
  [NotFoundError, 404],
  [AlreadyExistsError, 409],
  [ConflictingOperationError, 409],
  [ConflictError, 409],
  [RetriableError, 503],
] as const;

/** The body of every refusal; follows `org.apache.kafka.connect.runtime.rest.entities.ErrorMessage`. */
export const errorResponse = (c: Context, status: ContentfulStatusCode, message: string): Response =>
  c.json({ error_code: status, message }, status);

/** The one place where errors become responses; what is not listed is a fault of the worker or of a plugin. */
export const statusOf = (error: unknown): ContentfulStatusCode =>
  STATUSES.find(([type]) => error instanceof type)?.[1] ?? 500;

export const toErrorResponse = (c: Context, error: unknown): Response =>
  errorResponse(c, statusOf(error), asError(error).message);

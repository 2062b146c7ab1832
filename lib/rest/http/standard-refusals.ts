import type { Context } from 'hono';
import { errorResponse } from './error-response.ts';

/** Refusals that come before any resource is asked, in the words of Kafka Connect's server. */

export const notFound = (c: Context): Response => errorResponse(c, 404, 'HTTP 404 Not Found');

export const methodNotAllowed = (c: Context): Response => errorResponse(c, 405, 'HTTP 405 Method Not Allowed');

export const notAcceptable = (c: Context): Response => errorResponse(c, 406, 'HTTP 406 Not Acceptable');

export const unsupportedMediaType = (c: Context): Response => errorResponse(c, 415, 'HTTP 415 Unsupported Media Type');

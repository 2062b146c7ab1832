import { createHash, timingSafeEqual } from 'node:crypto';
import middy from '@middy/core';
import { resolveConfig } from '../lib/config-providers/resolve-config.ts';
import { configProvidersOf } from './config-providers.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** `API_KEY` is a reference to the secret. */
const { config } = await resolveConfig({ key: process.env.API_KEY ?? '' }, configProvidersOf({}));
const { key = '' } = config;

/** Lets requests in whose `x-api-key` is the secret; see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html */
export const handler = middy((event: { readonly headers?: Readonly<Record<string, string>> }) => ({
  isAuthorized: key !== '' && timingSafeEqual(digest(event.headers?.['x-api-key'] ?? ''), digest(key)),
}));

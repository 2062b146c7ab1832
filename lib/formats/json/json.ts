import { Decimal } from '../../connect/decimal.ts';

/**
 * JSON as read: integers that a double does not hold are bigints, and numbers with a fraction or an exponent are decimals
 * where {@link parseExactJson} was asked for them.
 */
export type Json = null | boolean | number | bigint | string | Decimal | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export const isArray = (json: Json | undefined): json is readonly Json[] => Array.isArray(json);

export const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json) && !(json instanceof Decimal);

import { Decimal } from '../../connect/decimal.ts';
import { isArray, type Json } from './json.ts';

/** Jackson's `JsonNodeType`, by which the original's messages name what they found. */
export const nodeType = (json: Json): string => {
  switch (typeof json) {
    case 'string':
      return 'STRING';
    case 'boolean':
      return 'BOOLEAN';
    case 'object':
      if (json === null) return 'NULL';
      if (json instanceof Decimal) return 'NUMBER';
      return isArray(json) ? 'ARRAY' : 'OBJECT';
    default:
      return 'NUMBER';
  }
};

import { Ajv } from 'ajv';
import { DataError } from '../../connect/errors.ts';
import type { Json } from '../../formats/json/json.ts';
import type { ResolvedSchema } from '../schema-registry/schema-format.ts';

/**
 * Checks JSON against a schema, under `json.fail.invalid.schema` and where records are written with a schema that is not
 * their own.
 *
 * @throws DataError naming what does not match.
 */
export const createValidator = ({ text, resolved }: ResolvedSchema): ((json: Json) => void) => {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: false });
  for (const { name, text: other } of resolved) ajv.addSchema(JSON.parse(other), name);
  const { $schema: _draft, ...schema } = JSON.parse(text);
  const validate = ajv.compile(schema);
  return (json) => {
    if (!validate(json)) throw new DataError(`JSON does not match its schema: ${ajv.errorsText(validate.errors)}`);
  };
};

import type { ConfigInfos, NullableConfig } from '../entities.ts';
import { BadRequestError } from '../errors.ts';
import { type ValidationContext, validateConnector } from './validate-connector.ts';

/** All complaints, in the order of the keys. */
const errorsOf = ({ configs }: ConfigInfos): readonly string[] => configs.flatMap(({ errors }) => errors);

/** @throws BadRequestError listing everything that is wrong with the configuration. */
export const requireValid = (context: ValidationContext, config: NullableConfig): void => {
  const errors = errorsOf(validateConnector(context, config));
  if (errors.length === 0) return;
  throw new BadRequestError(
    [
      `Connector configuration is invalid and contains the following ${errors.length} error(s):`,
      ...errors,
      'You can also find the above list of errors at the endpoint `/connector-plugins/{connectorType}/config/validate`',
    ].join('\n'),
  );
};

import { ConfigError } from '../connect/errors.ts';
import { aliasOf, connectorOf } from '../runtime/function-alias.ts';

/**
 * A sink connector is served through an alias of its plugin's function, and through a second one where its mappings are in
 * provisioned mode. Only those look at batch item failures, and the function has to know which kind invoked it: from the alias
 * it does so for certain, while a flag in the configuration is true some seconds before or after the mapping is changed.
 */

/** No alias of a connector ends so: behind its `_` come hex digits. */
const REPORTING = '_r';
const MAX_LENGTH = 128;

export interface ConnectorAliases {
  readonly plain: string;
  /** `undefined` where the name leaves no room for it. */
  readonly reporting: string | undefined;
}

/** @throws ConfigError when the name is too long for any alias. */
export const connectorAliases = (connector: string): ConnectorAliases => {
  const plain = aliasOf(connector);
  const reporting = `${plain}${REPORTING}`;
  return { plain, reporting: reporting.length > MAX_LENGTH ? undefined : reporting };
};

/** @throws ConfigError when the name is too long. */
export const aliasFor = (connector: string, { provisioned }: { readonly provisioned: boolean }): string => {
  const { plain, reporting } = connectorAliases(connector);
  if (!provisioned) return plain;
  if (reporting === undefined)
    throw new ConfigError(`The name ${connector} is too long for a sink with event.source.provisioned.min.pollers`);
  return reporting;
};

/** Whether a function was invoked by a mapping that looks at batch item failures. */
export const reportsBatchItemFailures = (invokedFunctionArn: string): boolean => invokedFunctionArn.endsWith(REPORTING);

/** The ARN with the connector's own alias, which gives its name back. */
export const withPlainAlias = (invokedFunctionArn: string): string =>
  reportsBatchItemFailures(invokedFunctionArn) ? invokedFunctionArn.slice(0, -REPORTING.length) : invokedFunctionArn;

/** The connector that an alias' ARN serves; `undefined` without an alias. */
export const connectorOfAlias = (aliasArn: string): string | undefined => connectorOf(withPlainAlias(aliasArn));

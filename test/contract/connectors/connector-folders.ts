import { readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { ConnectorPlugin } from '../../../lib/config/define-connector.ts';

export const root = resolve(import.meta.dirname, '../../..');

/** Every file of that name under lib/connectors, as a path from the root of the project. */
export const connectorFiles = (name: string): readonly string[] =>
  readdirSync(join(root, 'lib/connectors'), { recursive: true, encoding: 'utf8' })
    .filter((file) => basename(file) === name)
    .map((file) => join('lib/connectors', file))
    .sort();

/** A folder with a connector.ts, and the one connector that this exports. */
export interface ConnectorFolder {
  /** From the root of the project: `lib/connectors/jdbc/source`. */
  readonly path: string;
  readonly plugin: ConnectorPlugin;
}

const isConnector = (value: unknown): value is ConnectorPlugin =>
  typeof value === 'object' && value !== null && 'className' in value && 'taskConfigs' in value;

const readFolder = async (file: string): Promise<ConnectorFolder> => {
  const exported: Readonly<Record<string, unknown>> = await import(join(root, file));
  const [plugin, ...more] = Object.values(exported).filter(isConnector);
  if (plugin === undefined || more.length > 0) throw new Error(`${file} must export exactly one connector`);
  return { path: dirname(file), plugin };
};

export const connectorFolders: readonly ConnectorFolder[] = await Promise.all(
  connectorFiles('connector.ts').map(readFolder),
);

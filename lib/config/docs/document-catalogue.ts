import { connectorConfig } from '../common/connector-config.ts';
import { sinkConnectorConfig } from '../common/sink-connector-config.ts';
import { sourceConnectorConfig } from '../common/source-connector-config.ts';
import type { ConfigDef } from '../config-def.ts';
import type { ConnectorPlugin } from '../define-connector.ts';
import { documentKeys } from './document-keys.ts';
import { code, page, plain, table } from './markdown.ts';

/** A connector and where its own page is. */
export interface CataloguedConnector {
  readonly plugin: ConnectorPlugin;
  readonly link: string;
}

/** Where documents link to for the keys that every connector of a kind has. */
export const commonKeysAnchor = (kind: ConnectorPlugin['kind']): string => `#keys-of-every-${kind}-connector`;

const connectorTable = (connectors: readonly CataloguedConnector[], kind: ConnectorPlugin['kind']): string =>
  table(
    ['connector', 'class', 'what it does'],
    connectors
      .filter(({ plugin }) => plugin.kind === kind)
      .map(({ plugin, link }) => [
        `[${plugin.name}](${link})`,
        [plugin.className, ...plugin.aliases].map(code).join('<br>'),
        plain(plugin.documentation),
      ]),
  );

const withoutCommon = (def: ConfigDef): ConfigDef =>
  Object.fromEntries(Object.entries(def).filter(([name]) => !(name in connectorConfig)));

/** docs/connectors.md: all connectors, and the keys that they share. */
export const documentCatalogue = (connectors: readonly CataloguedConnector[]): string =>
  page(
    '<!-- Generated from the catalogue: `npx vitest run test/contract/connectors -u` writes it anew. -->',
    '# Connectors',
    'Configurations of the originals work as they are: the same class names, keys, defaults and meaning.',
    '## Sources',
    connectorTable(connectors, 'source'),
    '## Sinks',
    connectorTable(connectors, 'sink'),
    '## Keys of every connector',
    documentKeys(connectorConfig, '##'),
    '## Keys of every source connector',
    'In addition to the [keys of every connector](#keys-of-every-connector):',
    documentKeys(withoutCommon(sourceConnectorConfig), '##'),
    '## Keys of every sink connector',
    'In addition to the [keys of every connector](#keys-of-every-connector):',
    documentKeys(withoutCommon(sinkConnectorConfig), '##'),
  );

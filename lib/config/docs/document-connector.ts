import type { ConnectorPlugin } from '../define-connector.ts';
import { namesOf } from '../plugin-names.ts';
import { documentKeys } from './document-keys.ts';
import { code, fenced, page, plain } from './markdown.ts';

/** The values of `connector.class` that find a connector. */
const classNames = (plugin: ConnectorPlugin): readonly string[] => [...new Set(namesOf(plugin, 'Connector'))];

/** The README.md of a connector's folder. `commonKeysLink` leads to the keys that every connector of its kind has. */
export const documentConnector = (plugin: ConnectorPlugin, commonKeysLink: string): string =>
  page(
    '<!-- Generated from connector.ts and config.ts: `npx vitest run test/contract/connectors -u` writes it anew. -->',
    `# ${plugin.name}`,
    plain(plugin.documentation),
    `A ${plugin.kind} connector, after version ${plugin.version} of the original. ${code('connector.class')} may be any of:`,
    classNames(plugin)
      .map((name) => `- ${code(name)}`)
      .join('\n'),
    '## Example',
    `The body of ${code('PUT /connectors/{name}/config')}:`,
    fenced('json', JSON.stringify(plugin.example, null, 2)),
    '## Keys',
    `Besides these there are the [keys of every ${plugin.kind} connector](${commonKeysLink}).`,
    documentKeys(plugin.configDef, '##'),
  );

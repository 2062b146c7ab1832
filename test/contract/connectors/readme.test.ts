import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { commonKeysAnchor, documentCatalogue } from '../../../lib/config/docs/document-catalogue.ts';
import { documentConnector } from '../../../lib/config/docs/document-connector.ts';
import { connectors } from '../../../lib/connectors/catalogue.ts';
import { connectorFiles, connectorFolders, root } from './connector-folders.ts';

const INDEX = 'docs/connectors.md';
const HINT = 'is out of date; `npx vitest run test/contract/connectors -u` writes it anew';

const readmeOf = (path: string): string => join(path, 'README.md');

const folders = connectorFolders.map(({ path, plugin }) => ({ readme: readmeOf(path), path, plugin }));

test.each(folders)('$readme is up to date', async ({ readme, path, plugin }) => {
  const document = documentConnector(plugin, `${relative(path, INDEX)}${commonKeysAnchor(plugin.kind)}`);
  await expect(document).toMatchFileSnapshot(join(root, readme), `${readme} ${HINT}`);
});

test(`${INDEX} is up to date`, async () => {
  const entries = connectors.map((plugin) => {
    const path = connectorFolders.find((folder) => folder.plugin === plugin)?.path ?? '';
    return { plugin, link: relative(dirname(INDEX), readmeOf(path)) };
  });
  await expect(documentCatalogue(entries)).toMatchFileSnapshot(join(root, INDEX), `${INDEX} ${HINT}`);
});

test('no README.md outlives its connector', () => {
  const known = folders.map(({ readme }) => readme);
  expect(connectorFiles('README.md').filter((file) => !known.includes(file))).toEqual([]);
});

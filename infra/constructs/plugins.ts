import { namesOf as classNamesOf } from '../../lib/config/plugin-names.ts';
import { connectors } from '../../lib/connectors/catalogue.ts';

/** A connector plugin as the stack knows it. */
export interface Plugin {
  readonly name: string;
  readonly kind: 'source' | 'sink';
  /** Whether a connector with this configuration is one of this plugin. */
  isOf(config: Readonly<Record<string, string>>): boolean;
}

const known: ReadonlyMap<string, Plugin> = new Map(
  connectors.map((connector) => [
    connector.name,
    {
      name: connector.name,
      kind: connector.kind,
      isOf: (config) => classNamesOf(connector, 'Connector').includes(config['connector.class'] ?? ''),
    },
  ]),
);

/** The plugins of these names; all without names. @throws Error for one that does not exist. */
export const pluginsOf = (names: readonly string[] = [...known.keys()]): readonly Plugin[] =>
  names.map((name) => {
    const plugin = known.get(name);
    if (plugin === undefined)
      throw new Error(`There is no connector plugin ${name}; there are ${[...known.keys()].join(', ')}`);
    return plugin;
  });

export const namesOf = (plugins: readonly Plugin[], kind: Plugin['kind']): readonly string[] =>
  plugins.filter((plugin) => plugin.kind === kind).map(({ name }) => name);

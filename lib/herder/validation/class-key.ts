import type { NamedPlugin } from '../../config/plugin-names.ts';
import { findPlugin } from '../../config/plugin-names.ts';
import type { Recommender } from '../../config/recommender.ts';
import { check, type Validator } from '../../config/validators.ts';

/** The parts of a key that names a plugin: which there are, and the complaint about any other. */
export const classKey = (
  plugins: readonly NamedPlugin[],
  suffix: string,
): { readonly recommender: Recommender; readonly validator: Validator<string> } => ({
  recommender: { validValues: () => plugins.map(({ className }) => className).sort() },
  validator: check('class of a plugin', (name) =>
    findPlugin(plugins, name, suffix) === undefined ? `Class ${name} could not be found.` : null,
  ),
});

/** Offers the one version of a plugin that this deployment carries; there is nothing to choose for an unknown plugin. */
export const versionOf = (plugin: { readonly version: string } | undefined): Recommender => ({
  validValues: () => (plugin === undefined ? [] : [plugin.version]),
  visible: () => plugin !== undefined,
});

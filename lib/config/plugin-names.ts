/** What finding a plugin needs of it. */
export interface NamedPlugin {
  readonly className: string;
  readonly aliases: readonly string[];
  /** Whether it answers to whole names only, since its simple one is that of another plugin. */
  readonly fullNamesOnly?: boolean;
}

/** `InsertField$Value`, a class in a class, has no short name: in Java that is `Value`, which many share. */
const isNested = (className: string): boolean => className.includes('$');

const simpleName = (className: string): string => className.slice(className.lastIndexOf('.') + 1);

/**
 * All names a plugin answers to, as Kafka Connect's `Plugins` has it: the full class, its simple name, and that without the
 * kind's suffix (`FileStreamSource` for `FileStreamSourceConnector`), for the class and every alias. Where two
 * plugins share a simple name, Kafka Connect drops it; here it is that of the one which was there first.
 */
export const namesOf = (plugin: NamedPlugin, suffix: string): readonly string[] =>
  [plugin.className, ...plugin.aliases].flatMap((className) => {
    if (isNested(className) || plugin.fullNamesOnly === true) return [className];
    const simple = simpleName(className);
    return simple.endsWith(suffix) ? [className, simple, simple.slice(0, -suffix.length)] : [className, simple];
  });

/** Finds the plugin that a configuration names. */
export const findPlugin = <P extends NamedPlugin>(plugins: readonly P[], name: string, suffix: string): P | undefined =>
  plugins.find((plugin) => namesOf(plugin, suffix).includes(name));

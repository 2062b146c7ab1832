import type { RawConfig } from '../connect/connector.ts';

/** A part of a value that stands for another, such as `${file:/secrets:password}`. */
export interface Reference {
  /** As written, without `${` and `}`. */
  readonly text: string;
  readonly provider: string;
  /** Empty in a reference without one. */
  readonly path: string;
  readonly key: string;
}

const REFERENCE = /\$\{([\w-]+):([^}]*)\}/g;

/** The key is what follows the last colon, so that a path may be an ARN. */
const parse = (provider: string, rest: string): Reference => {
  const colon = rest.lastIndexOf(':');
  return {
    text: `${provider}:${rest}`,
    provider,
    path: colon < 0 ? '' : rest.slice(0, colon),
    key: rest.slice(colon + 1),
  };
};

/** The references in a value, in order; follows the pattern of `org.apache.kafka.common.config.ConfigTransformer`. */
export const referencesIn = (value: string): readonly Reference[] =>
  [...value.matchAll(REFERENCE)].map(([, provider = '', rest = '']) => parse(provider, rest));

/** The value with each reference replaced. */
export const replaceReferences = (value: string, replacement: (reference: Reference) => string): string =>
  value.replace(REFERENCE, (_, provider: string, rest: string) => replacement(parse(provider, rest)));

export const hasReference = (value: string): boolean => referencesIn(value).length > 0;

/** Whether a configuration holds references at all. */
export const hasReferences = (raw: RawConfig): boolean => Object.values(raw).some(hasReference);

/** A configuration without references. */
export interface ResolvedConfig {
  readonly config: RawConfig;
  /** The shortest time for which one of the values it took from a provider holds, if they hold for a time only. */
  readonly ttlMs: number | undefined;
  /** What the references stood for: never to be shown. */
  readonly secrets: readonly string[];
}

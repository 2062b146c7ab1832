import { type ConfigOf, defineConfig } from '../config/config-def.ts';
import { invalidValue } from '../config/invalid-value.ts';
import { renameEntries } from '../connect/connect-map.ts';
import type { Transformation } from '../connect/transformation.ts';
import { replaceNullWithDefault } from './record/common-keys.ts';
import { defineKeyAndValue } from './record/define-key-and-value.ts';
import { rewriteFields } from './record/rewrite-fields.ts';
import type { Side } from './record/side.ts';
import { fieldReader, withFields } from './record/struct-fields.ts';
import { listOf } from './record/validators.ts';
import { KAFKA_VERSION } from './record/version.ts';

const parseRenames = (entries: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    entries.map((entry) => {
      const [from = '', to = '', ...more] = entry.split(':');
      if (to === '' || more.length > 0)
        throw invalidValue('renames', `[${entries.join(', ')}]`, `Invalid rename mapping: ${entry}`);
      return [from, to];
    }),
  );

/** Ignored, it would let fields through that were to be left out. */
const removed = (instead: string) =>
  ({
    type: 'LIST',
    default: null,
    importance: 'LOW',
    internal: true,
    documentation: `Removed in Kafka 4.0, use ${instead}.`,
    validator: {
      description: 'none',
      ensureValid: (name: string, value: unknown): void => {
        if (value !== null) throw invalidValue(name, value, `Removed in Kafka 4.0, use ${instead}`);
      },
    },
  }) as const;

const replaceFieldConfig = defineConfig({
  exclude: {
    type: 'LIST',
    default: [],
    importance: 'MEDIUM',
    documentation: 'Fields to leave out, also if they are included.',
  },
  include: {
    type: 'LIST',
    default: [],
    importance: 'MEDIUM',
    documentation: 'The only fields to keep; all when empty.',
  },
  renames: {
    type: 'LIST',
    default: [],
    importance: 'MEDIUM',
    documentation: 'New names of fields, as pairs old:new.',
    validator: listOf('list of colon-delimited pairs, such as foo:bar,abc:xyz', parseRenames),
  },
  ...replaceNullWithDefault,
  whitelist: removed('include'),
  blacklist: removed('exclude'),
});

const createReplaceField = (config: ConfigOf<typeof replaceFieldConfig>, side: Side): Transformation => {
  const excluded = new Set(config.exclude);
  const included = new Set(config.include);
  const renames = parseRenames(config.renames);
  const isKept = (name: string): boolean => !excluded.has(name) && (included.size === 0 || included.has(name));
  const renamed = (name: string): string => renames.get(name) ?? name;

  return rewriteFields(side, {
    purpose: 'field replacement',
    passesNull: true,
    compile: (schema) => {
      const kept = schema.fields.filter(({ name }) => isKept(name));
      const readField = fieldReader(schema, config['replace.null.with.default']);
      return {
        schema: withFields(
          schema,
          kept.map((field) => [renamed(field.name), field.schema]),
        ),
        values: (struct) => kept.map(({ index }) => readField(struct, index)),
      };
    },
    rewriteMap: (map) => renameEntries(map, (name) => (isKept(name) ? renamed(name) : null)),
  });
};

/** Follows `org.apache.kafka.connect.transforms.ReplaceField`; but `whitelist` and `blacklist`, gone since 4.0, are refused, not ignored. */
export const replaceField = defineKeyAndValue({
  className: 'org.apache.kafka.connect.transforms.ReplaceField',
  version: KAFKA_VERSION,
  documentation: 'Keeps, leaves out and renames fields.',
  configDef: replaceFieldConfig,
  create: createReplaceField,
});

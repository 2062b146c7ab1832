import { defineConfig } from '../../../config/config-def.ts';
import { classesIn, classIn, enumerator, orEmpty, readable } from '../validators.ts';
import { ID_PACKAGE, ID_STRATEGIES, POST_PROCESSORS, PROCESSOR_PACKAGE } from './class-names.ts';
import { parseMapping, parseRules } from './rename-rules.ts';

const projectionTypes = ['none', 'blocklist', 'allowlist', 'blacklist', 'whitelist'] as const;
const processing = {
  type: 'STRING',
  default: '',
  importance: 'LOW',
  group: 'Post Processing',
  width: 'MEDIUM',
} as const;
const ids = { type: 'STRING', default: '', importance: 'HIGH', group: 'Id Strategies', width: 'MEDIUM' } as const;
const partial = { ...ids, importance: 'LOW' } as const;

const processors = Object.entries(POST_PROCESSORS).map(([name, folder]) => `${PROCESSOR_PACKAGE}.${folder}${name}`);

/** What becomes of a record's document before it is written. */
export const documentsConfig = defineConfig({
  'post.processor.chain': {
    ...processing,
    type: 'LIST',
    default: [`${PROCESSOR_PACKAGE}.DocumentIdAdder`],
    validator: classesIn('post processor', ...processors),
    documentation:
      'What is done to documents, in this order. An id is always added: first, unless the chain says when by DocumentIdAdder.',
    displayName: 'The post processor chain',
  },
  'key.projection.type': {
    ...processing,
    default: 'none',
    validator: enumerator(...projectionTypes),
    documentation:
      'Whether key.projection.list names the fields that PartialKeyStrategy takes, or those that it leaves out.',
    displayName: 'The key projection type',
  },
  'key.projection.list': {
    ...processing,
    documentation: 'Fields of the key, by paths with dots; * stands for a name, ** for any depth.',
    displayName: 'The key projection list',
  },
  'value.projection.type': {
    ...processing,
    default: 'none',
    validator: enumerator(...projectionTypes),
    documentation:
      'Whether value.projection.list names the fields that PartialValueStrategy takes, or those that it leaves out.',
    displayName: 'The value projection type',
  },
  'value.projection.list': {
    ...processing,
    documentation: 'Fields of the value, by paths with dots; * stands for a name, ** for any depth.',
    displayName: 'The value projection list',
  },
  'field.renamer.mapping': {
    ...processing,
    default: '[]',
    validator: readable('A valid JSON array', parseMapping),
    documentation:
      'JSON array of {"oldName", "newName"}: the path of a field, from key or value on, and its new name. For RenameByMapping.',
    displayName: 'The field renamer mapping',
  },
  'field.renamer.regexp': {
    ...processing,
    default: '[]',
    validator: readable('A valid JSON array', parseRules),
    documentation:
      'JSON array of {"regexp", "pattern", "replace"}: in names of fields whose path matches regexp, pattern is replaced. For RenameByRegExp.',
    displayName: 'The field renamer regexp',
  },
  'document.id.strategy': {
    ...ids,
    default: `${ID_PACKAGE}.BsonOidStrategy`,
    validator: classIn('document id strategy', ...ID_STRATEGIES.map((name) => `${ID_PACKAGE}.${name}`)),
    documentation:
      'What the _id of a document is: a new ObjectId or UUID, the record’s place in Kafka, its key, a part of key or value, or an _id that is there.',
    displayName: 'The document id strategy',
  },
  'document.id.strategy.overwrite.existing': {
    ...ids,
    type: 'BOOLEAN',
    default: false,
    documentation: 'Whether an _id that is there already gives way to that of the strategy.',
    displayName: 'The document id strategy overwrite existing setting',
  },
  'document.id.strategy.uuid.format': {
    ...ids,
    default: 'string',
    validator: enumerator('string', 'binary'),
    documentation: 'Whether UuidStrategy writes texts or binary UUIDs.',
    displayName: 'The document id strategy uuid format',
  },
  'document.id.strategy.partial.key.projection.type': {
    ...partial,
    validator: orEmpty(enumerator(...projectionTypes)),
    documentation: 'In place of key.projection.type, for PartialKeyStrategy alone.',
    displayName: 'The document id strategy key projection type',
  },
  'document.id.strategy.partial.key.projection.list': {
    ...partial,
    documentation: 'In place of key.projection.list, for PartialKeyStrategy alone.',
    displayName: 'The document id strategy key projection list',
  },
  'document.id.strategy.partial.value.projection.type': {
    ...partial,
    validator: orEmpty(enumerator(...projectionTypes)),
    documentation: 'In place of value.projection.type, for PartialValueStrategy alone.',
    displayName: 'The document id strategy value projection type',
  },
  'document.id.strategy.partial.value.projection.list': {
    ...partial,
    documentation: 'In place of value.projection.list, for PartialValueStrategy alone.',
    displayName: 'The document id strategy value projection list',
  },
});

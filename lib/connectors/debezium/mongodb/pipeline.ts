import { BSON, type Document } from 'mongodb';
import type { MongoDBConfig } from './config.ts';
import { parsePipeline } from './cursor-pipeline.ts';
import { type NameLists, nameLists } from './filters.ts';
import { parseNamespace } from './namespace.ts';

const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  c: ['insert'],
  u: ['update', 'replace'],
  d: ['delete'],
};

const operationTypes = (skipped: ReadonlySet<string>): readonly string[] =>
  Object.entries(OPERATIONS).flatMap(([op, types]) => (skipped.has(op) ? [] : types));

const NAMESPACE = { $concat: ['$ns.db', '.', '$ns.coll'] };

const matchNames = (input: unknown, entries: readonly string[], isLiteral: boolean): Document =>
  isLiteral ? { $in: [input, entries] } : { $regexMatch: { input, regex: `^(?:${entries.join('|')})$`, options: 'i' } };

/** What the lists ask for, as expressions: an include list goes before an exclude list. */
const namespaceConditions = ({ isLiteral, databases, collections }: NameLists): readonly Document[] =>
  [
    { input: '$ns.db', ...databases },
    { input: NAMESPACE, ...collections },
  ].flatMap(({ input, include, exclude }): readonly Document[] => {
    if (include !== null) return [matchNames(input, include, isLiteral)];
    return exclude === null ? [] : [{ $not: [matchNames(input, exclude, isLiteral)] }];
  });

const internalStages = (config: MongoDBConfig): readonly Document[] => {
  const lists = nameLists(config);
  const conditions = namespaceConditions(lists);
  const signals = lists.signals
    .map(parseNamespace)
    .map(({ db, collection }) => ({ 'ns.db': db, 'ns.coll': collection }));
  const isCaptured = { $expr: { $and: conditions } };
  return [
    {
      $match: {
        operationType: { $in: operationTypes(new Set(config['skipped.operations'])) },
        ...(conditions.length > 0 && { $or: [isCaptured, ...signals] }),
      },
    },
  ];
};

const sizeStages = (config: MongoDBConfig): readonly Document[] => {
  if (config['cursor.oversize.handling.mode'] !== 'skip') return [];
  const fits = (field: string): Document => ({
    $expr: { $lte: [{ $bsonSize: field }, config['cursor.oversize.skip.threshold']] },
  });
  return [{ $match: { $and: [fits('$fullDocument'), fits('$fullDocumentBeforeChange')] } }];
};

const userStages = (config: MongoDBConfig): readonly Document[] =>
  parsePipeline(config['cursor.pipeline']).map((stage) => BSON.EJSON.deserialize(stage));

const orderedStages = (config: MongoDBConfig): readonly Document[] => {
  const user = userStages(config);
  switch (config['cursor.pipeline.order']) {
    case 'user_only':
      return user;
    case 'user_first':
      return [...user, ...internalStages(config)];
    default:
      return [...internalStages(config), ...user];
  }
};

/** The stages behind `$changeStream`; follows `ChangeStreamPipelineFactory`. */
export const changeStreamPipeline = (config: MongoDBConfig): Document[] => [
  ...sizeStages(config),
  ...orderedStages(config),
  ...(config['cursor.oversize.handling.mode'] === 'split' ? [{ $changeStreamSplitLargeEvent: {} }] : []),
];

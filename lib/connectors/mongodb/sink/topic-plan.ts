import { asError, DataError } from '../../../connect/errors.ts';
import { CDC, type CdcHandler } from './cdc/cdc-handler.ts';
import {
  CDC_HANDLERS,
  type CdcHandlerName,
  ID_STRATEGIES,
  type IdStrategyName,
  POST_PROCESSORS,
  type PostProcessorName,
  simpleName,
  WRITE_STRATEGIES,
  type WriteStrategyName,
} from './class-names.ts';
import type { SinkTopicConfig } from './config.ts';
import { createIdStrategy } from './id-strategy.ts';
import { createNamespaceMapper, type NamespaceMapper } from './namespace-mapper.ts';
import { createPostProcessors, type PostProcessor } from './post-processors.ts';
import { createProjector } from './projector.ts';
import type { SinkDocument } from './sink-document.ts';
import { createTimeConversion } from './time-conversion.ts';
import type { TopicSettings } from './topic-settings.ts';
import { createWriteStrategy, deleteById, type WriteModel, type WriteStrategy } from './write-strategy.ts';

/** What is done with the records of one topic. */
export interface TopicPlan {
  readonly config: SinkTopicConfig;
  readonly namespaceOf: NamespaceMapper;
  /** `null` when there is nothing to write. @throws DataError */
  modelOf(document: SinkDocument): WriteModel | null;
}

const idStrategyName = (config: SinkTopicConfig): IdStrategyName => {
  const name = simpleName(config['document.id.strategy']);
  return ID_STRATEGIES.find((one) => one === name) ?? 'BsonOidStrategy';
};

const isPostProcessor = (name: string): name is PostProcessorName => Object.hasOwn(POST_PROCESSORS, name);

const writeStrategyName = (className: string): WriteStrategyName =>
  WRITE_STRATEGIES.find((one) => one === simpleName(className)) ?? 'DefaultWriteModelStrategy';

const isCdcHandler = (name: string): name is keyof typeof CDC_HANDLERS => Object.hasOwn(CDC_HANDLERS, name);

const cdcHandler = (config: SinkTopicConfig): CdcHandler | null => {
  const className = config['change.data.capture.handler'];
  if (!isCdcHandler(className)) return null;
  const name: CdcHandlerName = CDC_HANDLERS[className];
  return CDC[name];
};

const settingsOf = (config: SinkTopicConfig, name: IdStrategyName): TopicSettings => ({
  config,
  overwritesIds: config['document.id.strategy.overwrite.existing'],
  isTimeseries: config['timeseries.timefield'].trim() !== '',
  idStrategy: createIdStrategy(name, {
    uuidFormat: config['document.id.strategy.uuid.format'],
    keyProjector: createProjector(
      config['document.id.strategy.partial.key.projection.type'] || config['key.projection.type'],
      config['document.id.strategy.partial.key.projection.list'] || config['key.projection.list'],
    ),
    valueProjector: createProjector(
      config['document.id.strategy.partial.value.projection.type'] || config['value.projection.type'],
      config['document.id.strategy.partial.value.projection.list'] || config['value.projection.list'],
    ),
  }),
});

const asDataError = (message: string, error: unknown): DataError =>
  error instanceof DataError ? error : new DataError(`${message} ${asError(error).message}`, { cause: error });

interface Strategies {
  readonly processors: readonly PostProcessor[];
  readonly write: WriteStrategy;
  readonly remove: WriteStrategy | null;
}

const strategiesOf = (config: SinkTopicConfig, now: () => number): Strategies => {
  const name = idStrategyName(config);
  const settings = settingsOf(config, name);
  const { idStrategy, isTimeseries } = settings;
  const strategy = (className: string): WriteStrategy =>
    createWriteStrategy(writeStrategyName(className), { isTimeseries, idStrategyName: name, idStrategy, now });
  const removal = config['delete.writemodel.strategy'];
  const remove = simpleName(removal) === 'DeleteOneDefaultStrategy' ? deleteById(idStrategy) : strategy(removal);
  const names = config['post.processor.chain'].map(simpleName).filter(isPostProcessor);
  const converts = isTimeseries && config['timeseries.timefield.auto.convert'];
  return {
    processors: [...createPostProcessors(names, settings), ...(converts ? [createTimeConversion(config)] : [])],
    write: strategy(config['writemodel.strategy']),
    remove: config['delete.on.null.values'] ? remove : null,
  };
};

const byStrategies =
  ({ processors, write, remove }: Strategies): TopicPlan['modelOf'] =>
  (document) => {
    for (const process of processors) process(document);
    try {
      if (document.hasValue) return write(document);
    } catch (error) {
      throw asDataError('Could not build the WriteModel.', error);
    }
    if (!document.hasKey) throw new DataError('Invalid Sink Record neither key doc nor value doc were present');
    if (remove === null) throw new DataError('Could not create write model: delete.on.null.values is not set');
    try {
      return remove(document);
    } catch (error) {
      throw asDataError('Could not create write model', error);
    }
  };

/** What a topic's configuration means. */
export const createTopicPlan = (config: SinkTopicConfig, topic: string, now: () => number): TopicPlan => ({
  config,
  namespaceOf: createNamespaceMapper(config, topic),
  modelOf: cdcHandler(config) ?? byStrategies(strategiesOf(config, now)),
});

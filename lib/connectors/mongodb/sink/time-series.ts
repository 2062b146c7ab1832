import {
  type CreateCollectionOptions,
  type MongoClient,
  MongoServerError,
  type TimeSeriesCollectionOptions,
} from 'mongodb';
import { ConfigError } from '../../../connect/errors.ts';
import type { SinkTopicConfig } from './config.ts';
import type { Namespace } from './namespace-mapper.ts';

const NAMESPACE_EXISTS = 48;

const optionsOf = (config: SinkTopicConfig): CreateCollectionOptions => {
  const metaField = config['timeseries.metafield'].trim();
  const granularity = config['timeseries.granularity'];
  const expires = config['timeseries.expire.after.seconds'];
  const timeseries: TimeSeriesCollectionOptions = {
    timeField: config['timeseries.timefield'].trim(),
    ...(metaField !== '' && { metaField }),
    ...(granularity !== '' && { granularity }),
  };
  return { timeseries, ...(expires > 0 && { expireAfterSeconds: expires }) };
};

const kindOf = async (client: MongoClient, { database, collection }: Namespace): Promise<string | undefined> => {
  const [found] = await client.db(database).listCollections({ name: collection }).toArray();
  return found?.type;
};

/**
 * Makes a time series collection where there is none; follows `TimeseriesValidation.validateCollection`.
 *
 * @throws ConfigError when there is another kind of collection.
 */
export const ensureTimeSeries = async (
  client: MongoClient,
  namespace: Namespace,
  config: SinkTopicConfig,
): Promise<void> => {
  const kind = await kindOf(client, namespace);
  if (kind === undefined)
    await client
      .db(namespace.database)
      .createCollection(namespace.collection, optionsOf(config))
      .catch((error) => {
        // Another task was faster.
        if (!(error instanceof MongoServerError && error.code === NAMESPACE_EXISTS)) throw error;
      });
  if (((await kindOf(client, namespace)) ?? 'timeseries') !== 'timeseries')
    throw new ConfigError(
      `A collection already exists for: \`${namespace.name}\` that is not a timeseries collection.`,
    );
};

import { grantAivenS3Source } from './aiven-s3-source.ts';
import { grantCloudwatchSource } from './cloudwatch-source.ts';
import { grantDynamodbSink } from './dynamodb-sink.ts';
import { grantElasticsearchSink } from './elasticsearch-sink.ts';
import { grantLensesS3Source } from './lenses-s3-source.ts';
import type { PluginGrants } from './plugin-grants.ts';
import { grantS3Sink } from './s3-sink.ts';
import { grantS3Source } from './s3-source.ts';

/** Plugins that need permissions of AWS; the others reach their systems through the network only. */
const grants: Readonly<Record<string, PluginGrants>> = {
  'aiven-s3-sink': grantS3Sink,
  'aiven-s3-source': grantAivenS3Source,
  'cloudwatch-source': grantCloudwatchSource,
  'dynamodb-sink': grantDynamodbSink,
  'elasticsearch-sink': grantElasticsearchSink,
  'lenses-s3-sink': grantS3Sink,
  'lenses-s3-source': grantLensesS3Source,
  's3-sink': grantS3Sink,
  's3-source': grantS3Source,
};

const nothing: PluginGrants = () => {};

export const grantsOf = (plugin: string): PluginGrants => grants[plugin] ?? nothing;

import * as v from 'valibot';

/** How event source mappings get into the Kafka cluster; see https://docs.aws.amazon.com/lambda/latest/api/API_SourceAccessConfiguration.html */
const sourceAccess = v.array(
  v.object({
    Type: v.picklist([
      'BASIC_AUTH',
      'CLIENT_CERTIFICATE_TLS_AUTH',
      'SASL_SCRAM_256_AUTH',
      'SASL_SCRAM_512_AUTH',
      'SERVER_ROOT_CA_CERTIFICATE',
      'VPC_SECURITY_GROUP',
      'VPC_SUBNET',
    ]),
    URI: v.string(),
  }),
);

const names = v.array(v.string());

const deployerSettingsSchema = v.object({
  /** Group of this worker's schedules, and of no others. */
  scheduleGroup: v.string(),
  /** The role that schedules invoke functions with. */
  scheduleRoleArn: v.string(),
  /** The queue that takes ticks which could not be delivered. */
  deadLetterQueueArn: v.string(),
  /** `arn:…:function:<worker>_`; with a plugin's name behind, it is the ARN of the plugin's function. */
  functionArnPrefix: v.string(),
  /** Names of the plugins deployed. */
  plugins: v.object({ sources: names, sinks: names }),
  /** The Kafka cluster: one of MSK, or any other by its addresses. */
  eventSource: v.union([
    v.object({ clusterArn: v.string(), sourceAccess }),
    v.object({ bootstrapServers: names, sourceAccess }),
  ]),
  /** When source tasks are run again that had nothing more to read. One minute when absent. */
  scheduleExpression: v.exactOptional(v.string()),
});

/** What the stack says about itself to the reconciler. */
export type AwsDeployerSettings = v.InferOutput<typeof deployerSettingsSchema>;
export type KafkaEventSource = AwsDeployerSettings['eventSource'];

/** Reads them as the stack wrote them. @throws ValiError when they are not. */
export const parseDeployerSettings = (json: string | undefined): AwsDeployerSettings =>
  v.parse(v.pipe(v.string(), v.parseJson(), deployerSettingsSchema), json);

export const functionArn = ({ functionArnPrefix }: AwsDeployerSettings, plugin: string): string =>
  `${functionArnPrefix}${plugin}`;
